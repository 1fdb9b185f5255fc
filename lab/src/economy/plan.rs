//! Plans: what one run is, down to the seed.

use super::{
	agent::{demand::Tasks, machine::Mix},
	strategy::Strategy,
	time::Clock,
};
use atous_runtime::numbers;
use atous_support::settings::Validate;
use sp_runtime::Perbill;

/// Who conspires in a run, and how many.
#[derive(Clone, Copy)]
pub struct Attack {
	/// What they do.
	pub strategy: &'static Strategy,
	/// Their share of all bonds. As many honest twins have the same machines.
	pub share: f64,
}

/// One run. Equal plans give equal figures.
#[derive(Clone)]
pub struct Plan {
	/// What progress and tables call it.
	pub name: String,
	/// Seed of all chance.
	pub seed: u64,
	/// Devices, conspirators and twins included.
	pub devices: usize,
	/// Length of the run, in days.
	pub days: f64,
	/// Days after that in which nobody asks for anything, and what is open ends.
	pub quiet_days: f64,
	/// Length of a block.
	pub clock: Clock,
	/// What all ask for together, as a multiple of what all offer.
	pub demand: f64,
	/// What they ask for.
	pub tasks: Tasks,
	/// Which machines they are.
	pub mix: Mix,
	/// Whether every owner posts the same bond, so that shares of devices are
	/// shares of bonds.
	pub equal_bonds: bool,
	/// Smallest bonds that every owner posts at least.
	pub least_bonds: u32,
	/// Who conspires.
	pub attack: Option<Attack>,
	/// Numbers of the ledger, in blocks of the run.
	pub credit: pallet_credit::Params,
	/// Numbers of the market, in blocks of the run.
	pub market: pallet_tasks::Params,
}

impl Plan {
	/// A run of the real numbers with `devices` for `days`.
	pub fn new(name: impl Into<String>, devices: usize, days: f64, clock: Clock) -> Self {
		Self {
			name: name.into(),
			seed: 1,
			devices,
			days,
			quiet_days: 0.0,
			clock,
			demand: 0.7,
			tasks: Tasks { small: 0.2, largest: 900, adaptive: 0.5, quorum: 2 },
			mix: Mix { servers: 0.1, newcomers: 0.1, failing: 0.1 },
			equal_bonds: false,
			least_bonds: 1,
			attack: None,
			credit: ledger_numbers(clock),
			market: market_numbers(clock),
		}
	}

	/// The same with other chance.
	pub fn with_seed(&self, seed: u64) -> Self {
		let mut plan = self.clone();
		plan.seed = seed;
		plan
	}

	/// Blocks in which devices ask.
	pub fn blocks(&self) -> u32 {
		self.clock.of_hours(self.days * 24.0)
	}

	/// Blocks of the run, those included in which nobody asks.
	pub fn all_blocks(&self) -> u32 {
		self.clock.of_hours((self.days + self.quiet_days) * 24.0)
	}

	/// Without surcharge, bonus, help from the commons and demurrage.
	pub fn without_levies(mut self) -> Self {
		self.credit.surcharge = Perbill::zero();
		self.credit.bonus_share = Perbill::zero();
		self.credit.matching = Perbill::zero();
		self.credit.demurrage_half_life = u32::MAX;
		self
	}

	/// In the order of arrival, debtors or not.
	pub fn without_boost(mut self) -> Self {
		self.market.boost_floor = 0;
		self.market.boost_cap = 0;
		self
	}

	/// The first eligible device that is drawn gets the work.
	pub fn drawn_at_random(mut self) -> Self {
		self.market.draw_eligible = 1;
		self
	}

	/// Whether both pallets would accept the numbers; the error says which are wrong.
	pub fn validate(&self) -> Result<(), &'static str> {
		self.credit.validate()?;
		self.market.validate()
	}
}

/// The ledger's numbers with every span in blocks of the run.
fn ledger_numbers(clock: Clock) -> pallet_credit::Params {
	let real = numbers::credit::params();
	pallet_credit::Params {
		leave_cooldown: clock.of_chain_blocks(real.leave_cooldown),
		demurrage_half_life: clock.of_chain_blocks(real.demurrage_half_life),
		history_half_life: clock.of_chain_blocks(real.history_half_life),
		inactivity: clock.of_chain_blocks(real.inactivity),
		declining: clock.of_chain_blocks(real.declining),
		review_period: clock.of_chain_blocks(real.review_period),
		..real
	}
}

/// The market's numbers with every span in blocks of the run, and room in a block
/// for the tasks of as many real ones.
///
/// The windows keep their least number of blocks, which the pallet demands: whoever
/// is silent is noticed later than on the chain.
fn market_numbers(clock: Clock) -> pallet_tasks::Params {
	let real = numbers::tasks::params();
	let scale = clock.scale();
	let pause = clock.of_chain_blocks(real.retry_max);
	pallet_tasks::Params {
		block_ms: clock.block_ms(),
		finality_lag: clock.of_chain_blocks(real.finality_lag),
		queue_allowance: clock.of_chain_blocks(real.queue_allowance),
		max_deadline: clock.of_chain_blocks(real.max_deadline),
		max_offer_lifetime: clock.of_chain_blocks(real.max_offer_lifetime),
		boost_floor: clock.of_chain_blocks(real.boost_floor),
		boost_cap: clock.of_chain_blocks(real.boost_cap),
		boost_memory: clock.of_chain_blocks(real.boost_memory),
		retry_max: pause.next_power_of_two(),
		retention: clock.of_hours(1.0),
		scan_per_block: real.scan_per_block.saturating_mul(scale),
		agenda_per_block: real.agenda_per_block.saturating_mul(scale),
		match_budget: real.match_budget.saturating_mul(u64::from(scale)),
		jury_patience: clock.of_chain_blocks(real.jury_patience),
		backoff_base: clock.of_chain_blocks(real.backoff_base),
		backoff_max: clock.of_chain_blocks(real.backoff_max),
		..real
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn scaled_numbers_are_ones_the_pallets_accept() {
		for seconds in [2, 10, 60, 120, 600] {
			let plan = Plan::new("x", 10, 1.0, Clock::new(seconds));
			assert_eq!(plan.validate(), Ok(()), "at {seconds} s");
			assert_eq!(plan.clone().without_levies().validate(), Ok(()));
			assert_eq!(plan.without_boost().drawn_at_random().validate(), Ok(()));
		}
	}

	#[test]
	fn spans_last_as_long_as_on_the_chain() {
		let plan = Plan::new("x", 10, 2.0, Clock::new(60));
		assert_eq!(plan.blocks(), 2_880);
		let real = numbers::credit::params();
		assert_eq!(plan.credit.history_half_life, real.history_half_life / 30);
		assert_eq!(plan.credit.surcharge, real.surcharge);
	}
}
