//! The figures of a measurement, as they are written down.

use crate::economy::metrics::Wealth;
use serde::Serialize;

/// All figures of a measurement. Each is absent where its runs were not asked for.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
	/// Whether in every run the books always summed to zero.
	pub zero_sum: bool,
	/// What was wrong with them otherwise.
	pub defects: Vec<String>,
	/// The strategy and share with the highest upper bound of profit, of those that are
	/// not known to bring something.
	pub max_strategy_profit: Option<Strategy>,
	/// The same of those that are: what they bring is bounded, and accepted.
	pub max_accepted_profit: Option<Strategy>,
	/// The highest upper bound of what devices that play by the rules have more than
	/// their twins: chance, which is taken out of the others' profit seed by seed.
	pub profit_by_chance: Option<f64>,
	/// Every strategy at every share of the bonds; `profit_is` says what profit means.
	pub strategies: Vec<Strategy>,
	/// What profit means.
	pub profit_is: &'static str,
	/// Honest devices, over all demands, that asked ten times or more, offered to
	/// work, and were never served.
	pub starved: Option<u32>,
	/// Core-seconds computed of those offered in the large mesh.
	pub capacity_used: Option<f64>,
	/// The same without surcharge, bonus, matching and demurrage.
	pub capacity_used_without_levies: Option<f64>,
	/// The commons ÷ its target over time, in the large mesh and at all demands.
	pub commons_over_target: Option<OverTarget>,
	/// Inequality of balances above zero at the end of the large mesh.
	pub gini_end: Option<f64>,
	/// Further copies a task over a device's first thousand adaptive small tasks.
	pub extra_copies_first_1000: Option<f64>,
	/// Share of settled tasks with a false outcome if colluders always lie, by quorum
	/// and their share of the bonds.
	pub wrong_accepted: Vec<Wrong>,
	/// Arrival order or boost × random or best of four.
	pub priority_gain: Vec<Priority>,
	/// By demand as a multiple of supply.
	pub demands: Vec<Demand>,
	/// The large mesh by tier.
	pub tiers: Vec<TierService>,
	/// Tasks of the large mesh that ended in an outcome.
	pub tasks: Option<u64>,
	/// Length of a block, in seconds.
	pub block_seconds: u32,
	/// How long all of it took.
	pub seconds: f64,
}

/// A strategy at a share of all bonds.
#[derive(Clone, Debug, Serialize)]
pub struct Strategy {
	/// Its name.
	pub name: &'static str,
	/// What it does.
	pub about: &'static str,
	/// Share of all bonds.
	pub share: f64,
	/// Credits a device and day, mean over seeds.
	pub profit_mean: f64,
	/// With 95 % confidence the expectation is not above this.
	pub profit_upper_95: Option<f64>,
	/// The same of every seed.
	pub profit_by_seed: Vec<f64>,
	/// The parts that the mean profit is made of.
	pub gain: Wealth,
	/// Share of its needs served, less that of its twin.
	pub service_gain: f64,
}

/// The commons beside its target.
#[derive(Clone, Debug, Serialize)]
pub struct OverTarget {
	/// Mean over the second half of the large mesh's run.
	pub mean: f64,
	/// Furthest from one at the end of any run without an attack.
	pub worst: f64,
	/// Both of what the commons has not promised, which is what levies go by.
	pub free_mean: f64,
	/// See `free_mean`.
	pub free_worst: f64,
}

/// False outcomes at a quorum.
#[derive(Clone, Debug, Serialize)]
pub struct Wrong {
	/// Devices that must agree.
	pub quorum: u8,
	/// Colluders' share of all bonds.
	pub share: f64,
	/// Of settled tasks, in all runs together.
	pub wrong: f64,
	/// The same of every seed. Where a crew takes a mesh over, little is settled in it, and
	/// what all runs come to together does not show it.
	pub by_seed: Vec<f64>,
}

/// One of the four orders of priority.
#[derive(Clone, Debug, Serialize)]
pub struct Priority {
	/// Whether debtors are boosted in the queue.
	pub boost: bool,
	/// Whether the best of four is drawn.
	pub best_of_four: bool,
	/// Core-seconds computed of those offered.
	pub capacity_used: f64,
	/// Work units served of those wanted.
	pub served: f64,
	/// The largest balance at the end, in credits.
	pub largest_holding: f64,
}

/// A mesh at a demand.
#[derive(Clone, Debug, Serialize)]
pub struct Demand {
	/// As a multiple of supply.
	pub demand: f64,
	/// Core-seconds computed of those offered.
	pub capacity_used: f64,
	/// Work units served of those wanted.
	pub served: f64,
	/// The commons ÷ its target at the end.
	pub commons_over_target: f64,
	/// The same of what it has not promised.
	pub free_over_target: f64,
	/// Honest devices never served.
	pub starved: u32,
}

/// What the wishes of a tier came to.
#[derive(Clone, Debug, Serialize)]
pub struct TierService {
	/// The tier of the requester when it first wanted the task.
	pub tier: &'static str,
	/// Work units served of those wanted; absent where it wanted nothing.
	pub served: Option<f64>,
	/// Blocks from wish to devices, half of all.
	pub wait_p50: Option<u32>,
	/// The same, 99 of 100.
	pub wait_p99: Option<u32>,
}

/// See [`Wealth`], which it is computed by.
pub(super) const PROFIT_IS: &str =
	"credits a device and day more than an honest twin with the same \
	machine and needs: balance and unvested pay, and what was charged for true and needed \
	results, less core-seconds computed at one credit each, less bond lost at the backing \
	rate, lies checked and audited as often as their odds say; less the same of the same \
	devices in the same seed when they are honest";
