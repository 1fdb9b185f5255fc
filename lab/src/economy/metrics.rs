//! What is counted during a run, and what a run comes to.

use super::{
	agent::{Device, Role},
	stats::{self, Counts},
};
use anyhow::{ensure, Result};
use atous_primitives::{views::Tier, Class, Credit as Amount, CREDIT};
use atous_runtime::{AccountId, Credit, Runtime, Tasks};
use serde::Serialize;

/// Every tier, from the deepest debt up.
pub const TIERS: [Tier; 5] =
	[Tier::VeryNegative, Tier::Negative, Tier::Neutral, Tier::Positive, Tier::VeryPositive];

/// What a tier is called.
pub fn tier_name(tier: Tier) -> &'static str {
	match tier {
		Tier::VeryNegative => "very negative",
		Tier::Negative => "negative",
		Tier::Neutral => "neutral",
		Tier::Positive => "positive",
		Tier::VeryPositive => "very positive",
	}
}

/// What became of the wishes of one tier.
#[derive(Clone, Debug, Default)]
pub struct ByTier {
	/// Work units wanted, counted when served or given up.
	pub asked: f64,
	/// Of these, served.
	pub served: f64,
	/// Blocks from wish to devices.
	pub waits: Counts,
}

/// What is counted during a run.
#[derive(Clone, Debug, Default)]
pub struct Tally {
	/// By the requester's tier when it first wanted the task, of all but conspirators.
	pub tiers: [ByTier; 5],
	/// Tasks that ended in an outcome.
	pub settled: u64,
	/// Of these, with an outcome that is not the true one.
	pub wrong: u64,
	/// Tasks without a quorum among all that may be asked.
	pub inconclusive: u64,
	/// Core-seconds computed.
	pub computed: f64,
}

impl Tally {
	/// The entry of a tier.
	pub fn tier(&mut self, tier: Tier) -> &mut ByTier {
		&mut self.tiers[TIERS.iter().position(|one| *one == tier).unwrap_or(2)]
	}
}

/// A look at the mesh.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Sample {
	/// Days since the start.
	pub day: f64,
	/// Inequality of balances above zero, of all devices.
	pub gini: f64,
	/// The largest balance, in credits.
	pub largest: f64,
	/// The commons, in credits.
	pub commons: f64,
	/// Of it, what it has promised to debtors whose work has not ended, in credits.
	pub promised: f64,
	/// What it should hold, in credits.
	pub target: f64,
	/// Core-seconds computed since the last sample, of those offered.
	pub used: f64,
	/// Posted price of middle-sized WebAssembly tasks, in credits a work unit.
	pub price: f64,
}

/// What a run comes to.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
	/// Looks at the mesh, in the order of time.
	pub samples: Vec<Sample>,
	/// What was counted.
	pub tally: Tally,
	/// Whether the books always summed to zero, and the ledger's invariants held.
	pub zero_sum: bool,
	/// What was wrong with the books, where and when.
	pub defects: Vec<String>,
	/// Core-seconds computed of those offered, over the whole run.
	pub capacity_used: f64,
	/// Bystanders that asked, were able to work, and were never served.
	pub starved: u32,
	/// What a conspirator gains in a day over its twin, in runs with an attack.
	pub gain: Option<Wealth>,
	/// Share served of a conspirator's own needs less that of its twin's.
	pub service_gain: Option<f64>,
	/// Further copies for each of a device's first thousand small adaptive tasks.
	pub extra_copies: Option<f64>,
}

impl Outcome {
	/// Work units served of those wanted, by all but conspirators.
	pub fn served(&self) -> f64 {
		let sum = |part: fn(&ByTier) -> f64| self.tally.tiers.iter().map(part).sum::<f64>();
		sum(|tier| tier.served) / sum(|tier| tier.asked).max(1e-9)
	}

	/// The last look.
	pub fn last(&self) -> Option<&Sample> {
		self.samples.last()
	}
}

/// Micro-credits as credits.
pub fn credits(amount: Amount) -> f64 {
	amount as f64 / CREDIT as f64
}

/// Balance and unvested pay of an account, in micro-credits; zero for none.
fn holding(account: &AccountId) -> (Amount, Amount) {
	Credit::account_view(account).map_or((0, 0), |view| (view.balance, view.unvested))
}

/// Look at the mesh. `used` is computed ÷ offered core-seconds since the last look.
pub fn sample(devices: &[Device], day: f64, used: f64) -> Sample {
	let accounts = devices.iter().flat_map(|device| device.account.iter().chain(&device.former));
	let held: Vec<f64> = accounts.map(|account| credits(holding(account).0).max(0.0)).collect();
	let commons = Credit::commons_view();
	Sample {
		day,
		gini: stats::gini(&held),
		largest: held.iter().copied().fold(0.0, f64::max),
		commons: credits(commons.commons),
		promised: credits(commons.promised),
		target: credits(commons.target),
		used,
		price: Tasks::posted_price(Class::WasmMedium) as f64 / CREDIT as f64,
	}
}

/// Recount the books, and have the ledger check its invariants.
pub fn check_books() -> Result<()> {
	let mut sum = Credit::commons();
	for account in pallet_credit::Accounts::<Runtime>::iter_values() {
		sum += account.balance + account.unvested;
	}
	ensure!(sum == 0, "the books sum to {sum} micro-credits instead of zero");
	Credit::do_try_state().map_err(|why| anyhow::anyhow!("the ledger's invariants: {why:?}"))
}

/// What the devices of a role have come to, in credits a device and day.
///
/// Their sum is the *utility*: balance and unvested pay of all accounts, and the worth
/// of work received, less the cost of work computed and the bond lost, and less luck.
///
/// Computing a work unit costs one credit, the price at which the market starts. A
/// result that is true and needed is worth what was charged for it, levies included:
/// nobody asks for what is worth less. So an honest device neither wins nor loses by
/// trading as such; it gains bonus and help, and loses demurrage. Who does not compute
/// what it is paid for has saved its cost; who asks for what it does not need has
/// received nothing; a false result is worth nothing; an unpaid debt counts in full,
/// whether it is written off or not. How often chance looked at lies is set right to
/// its odds: see `mesh::draws`.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Wealth {
	/// Balance and unvested pay.
	pub held: f64,
	/// What was charged for results that were true and needed.
	pub received: f64,
	/// Core-seconds computed, below zero.
	pub computed: f64,
	/// Bond lost less rewards for write-offs, at the backing rate, below zero if lost.
	pub bond: f64,
	/// What chance took by looking at lies, beyond the odds of that; below zero where it
	/// looked less often. Nothing in the mean.
	pub luck: f64,
}

impl Wealth {
	/// Mean of a role's devices a day; `None` where nobody has it.
	pub fn of(devices: &[Device], role: Role, days: f64) -> Option<Self> {
		let of_role = || devices.iter().filter(|device| device.role == role);
		let (count, mut sum) = (of_role().count() as f64, Self::default());
		for device in of_role() {
			let accounts = device.account.iter().chain(&device.former);
			let held: Amount = accounts.map(holding).map(|(free, unvested)| free + unvested).sum();
			sum.held += credits(held);
			sum.received += device.deeds.received;
			sum.computed -= device.deeds.computed;
			sum.bond -= device.deeds.bond_lost;
			sum.luck += device.deeds.luck;
		}
		let mean = |part: f64| part / count / days;
		(count > 0.0).then(|| Self {
			held: mean(sum.held),
			received: mean(sum.received),
			computed: mean(sum.computed),
			bond: mean(sum.bond),
			luck: mean(sum.luck),
		})
	}

	/// What it adds up to.
	pub fn utility(&self) -> f64 {
		self.held + self.received + self.computed + self.bond + self.luck
	}

	/// How much more of each part there is than `other` has.
	pub fn beyond(&self, other: &Self) -> Self {
		Self {
			held: self.held - other.held,
			received: self.received - other.received,
			computed: self.computed - other.computed,
			bond: self.bond - other.bond,
			luck: self.luck - other.luck,
		}
	}
}

/// Share of a role's ended tasks that were served; `None` where it asked for nothing.
pub fn service(devices: &[Device], role: Role) -> Option<f64> {
	let of_role = || devices.iter().filter(|device| device.role == role);
	let asked: u32 = of_role().map(|device| device.deeds.asked).sum();
	let served: u32 = of_role().map(|device| device.deeds.served).sum();
	(asked > 0).then(|| f64::from(served) / f64::from(asked))
}
