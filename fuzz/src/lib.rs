//! The whole runtime under arbitrary use, with every promise of the mesh checked
//! after each block in which something happened.
//!
//! A *case* is a sequence of [`Op`]s: what owners, devices, governance, validators and
//! strangers do, and the passing of blocks. [`run`] applies it to a chain in memory, through
//! the hooks and transaction extensions that a node runs, and panics where a promise is
//! broken. Each case ends with the mesh left alone until nothing is open.
//!
//! | who runs it | with what |
//! |---|---|
//! | `tests/it` (`make test`) | random sequences, the corpus, mutations of it |
//! | `libfuzzer/main.rs` (`make fuzz`) | whatever libFuzzer makes of the corpus |
//!
//! | file | what stands there |
//! |---|---|
//! | `op` | what can happen, and how bytes become a case |
//! | `world` | the people and machines of a case |
//! | `block` | one block, as the node's executive runs it |
//! | `apply` | what each operation does |
//! | `habits` | what devices do by themselves: work, lie, stay silent |
//! | `history` | promises about what has happened: nothing is paid twice |
//! | `promises` | promises about the state: nothing is kept for what has ended |
//! | `numbers` | the numbers of a case: shorter times, smaller credit |

mod apply;
mod block;
mod habits;
mod history;
mod numbers;
mod op;
mod promises;
mod world;

pub use history::Tally;
pub use op::{Op, MAX_OPS};
pub use world::{DEVICES, OWNERS};

/// Run what `data` says. Any bytes are a case.
///
/// # Panics
/// Where a promise of the mesh is broken.
pub fn fuzz_one(data: &[u8]) -> Tally {
	run(op::decode_all(data))
}

/// Run a case, and say how often what happened.
///
/// # Panics
/// Where a promise of the mesh is broken.
pub fn run(ops: impl IntoIterator<Item = Op>) -> Tally {
	world::with_world(|world| {
		for op in ops {
			world.apply(op);
		}
		world.wind_down();
	})
}
