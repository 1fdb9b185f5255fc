//! Weights of the calls.
//!
//! **Provisional**: set by hand above what similar calls of the SDK measure, and
//! to be replaced by benchmarks on the reference machine. Storage costs come
//! from the runtime's own database weight.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What each call may cost at most.
pub trait WeightInfo {
	/// [`Call::enroll`](crate::Call::enroll).
	fn enroll() -> Weight;
	/// [`Call::leave`](crate::Call::leave).
	fn leave() -> Weight;
	/// [`Call::claim_bond`](crate::Call::claim_bond).
	fn claim_bond() -> Weight;
	/// [`Call::top_up_bond`](crate::Call::top_up_bond).
	fn top_up_bond() -> Weight;
	/// [`Call::reduce_bond`](crate::Call::reduce_bond).
	fn reduce_bond() -> Weight;
	/// [`Call::write_off`](crate::Call::write_off).
	fn write_off() -> Weight;
	/// [`Call::touch`](crate::Call::touch).
	fn touch() -> Weight;
	/// [`Call::set_params`](crate::Call::set_params).
	fn set_params() -> Weight;
	/// The start of every block.
	fn on_initialize() -> Weight;
	/// One step of the migration to version 2: one account or one departure.
	fn migrate_one() -> Weight;
}

/// Proof size of one map entry with its trie nodes, in bytes.
const ENTRY_PROOF: u64 = 4_000;

/// Provisional weights over the runtime's database weight.
pub struct ProvisionalWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> ProvisionalWeight<T> {
	/// `micros` of computing, and the reads and writes; every read is proved.
	fn of(micros: u64, reads: u64, writes: u64) -> Weight {
		Weight::from_parts(micros.saturating_mul(1_000_000), reads.saturating_mul(ENTRY_PROOF))
			.saturating_add(T::DbWeight::get().reads_writes(reads, writes))
	}
}

impl<T: frame_system::Config> WeightInfo for ProvisionalWeight<T> {
	/// One signature is verified. Reads: two accounts, owned devices twice, release,
	/// numbers, books, genesis hash, device count, the owner's holds and balance, the
	/// device's references. Writes: account, owned devices, device count, the owner's
	/// holds and balance, the device's references.
	fn enroll() -> Weight {
		Self::of(160, 12, 6)
	}

	/// The account has decayed and has something unvested in every class. Reads and
	/// writes: account, books, device count, owned devices, release, eight classes;
	/// reads: numbers. The market forgets the device: its offer stands in eight
	/// classes, each with a place, a length and another device that moves; with a
	/// peer address, a record, a count for each class and entries of the agenda.
	fn leave() -> Weight {
		Self::of(200, 60, 56)
	}

	/// Reads: release, account, the owner's holds and balance, the device's
	/// references. Writes: all but the account.
	fn claim_bond() -> Weight {
		Self::of(60, 5, 4)
	}

	/// The account has decayed. Reads and writes: account, books, the owner's holds
	/// and balance; reads: numbers.
	fn top_up_bond() -> Weight {
		Self::of(80, 5, 4)
	}

	/// The account has decayed. Reads and writes: account, books, release; reads:
	/// numbers.
	fn reduce_bond() -> Weight {
		Self::of(60, 4, 3)
	}

	/// Something is unvested in every class, and the caller is rewarded. Reads and
	/// writes: account, books, eight classes, the owner's holds and balance, the
	/// caller's balance, total issuance; reads: numbers, and the market's answer
	/// whether the device offers (its offer, eight prices, the served blocks).
	fn write_off() -> Weight {
		Self::of(180, 26, 14)
	}

	/// The account has decayed. Reads and writes: account, books; reads: numbers.
	fn touch() -> Weight {
		Self::of(30, 3, 2)
	}

	/// Reads: numbers, the session. Writes: numbers.
	fn set_params() -> Weight {
		Self::of(30, 2, 1)
	}

	/// Numbers come into force and the rate is reviewed. Reads: numbers, books, the
	/// session. Writes: numbers, books.
	fn on_initialize() -> Weight {
		Self::of(30, 3, 2)
	}

	/// Reads: one entry and the next key, books, numbers, owned devices. Writes: the
	/// entry removed and written, owned devices.
	fn migrate_one() -> Weight {
		Self::of(40, 5, 3)
	}
}
