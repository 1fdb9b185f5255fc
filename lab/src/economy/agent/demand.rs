//! What devices ask for: when, how much, and how it is to be checked.

use super::machine::{Kind, Machine};
use atous_primitives::Class;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Work units of the largest small task.
const SMALL_UNITS: u32 = 60;

/// The tasks that devices of a mesh ask for.
#[derive(Clone, Copy, Debug)]
pub struct Tasks {
	/// Share of small tasks (10 to 60 work units).
	pub small: f64,
	/// Largest task, in work units.
	pub largest: u32,
	/// Share of tasks that one device works on, checked by chance.
	pub adaptive: f64,
	/// Devices that must agree in the others.
	pub quorum: u8,
}

impl Tasks {
	/// Mean work units of a task.
	pub fn mean_units(&self) -> f64 {
		let small = f64::from(10 + SMALL_UNITS) / 2.0;
		if self.small >= 1.0 || self.largest <= SMALL_UNITS {
			return small;
		}
		let (low, high) = (f64::from(SMALL_UNITS), f64::from(self.largest));
		// Mean of a log-uniform variable.
		let medium = (high - low) / (high / low).ln();
		self.small * small + (1.0 - self.small) * medium
	}

	/// Devices that work for each task, about.
	pub fn mean_copies(&self) -> f64 {
		self.adaptive * 1.2 + (1.0 - self.adaptive) * f64::from(self.quorum)
	}
}

/// One task that somebody wants done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Request {
	/// Core-seconds it takes.
	pub units: u32,
	/// Its class.
	pub class: Class,
	/// Whether one device is enough while chance does not say otherwise.
	pub adaptive: bool,
	/// Devices that must agree, if not adaptive.
	pub quorum: u8,
	/// Block in which it was first wanted.
	pub born: u32,
	/// Whether the requester has no use for the result and knows it beforehand.
	pub fake: bool,
}

/// When a device asks for what. The same seed gives the same wishes.
#[derive(Clone, Debug)]
pub struct Appetite {
	chance: ChaCha8Rng,
	tasks: Tasks,
	/// Bursts in a busy hour.
	rate: f64,
	/// Tasks in a burst, on average.
	burst: f64,
}

impl Appetite {
	/// The appetite of a machine.
	pub fn new(machine: &Machine, tasks: Tasks, chance: ChaCha8Rng) -> Self {
		let burst = if machine.kind == Kind::Server { 1.0 } else { 3.0 };
		let busy_hours = if machine.free_hours >= 24.0 { 24.0 } else { 24.0 - machine.free_hours };
		let bursts = machine.units_per_day / tasks.mean_units() / burst;
		Self { chance, tasks, rate: bursts / busy_hours, burst }
	}

	/// The hour of the next burst after `hour`: while the machine is busy.
	pub fn next_hour(&mut self, machine: &Machine, mut hour: f64) -> Option<f64> {
		if self.rate <= 0.0 {
			return None;
		}
		loop {
			hour += exponential(1.0 / self.rate, &mut self.chance);
			if machine.free_hours >= 24.0 || !machine.is_free(hour) {
				return Some(hour);
			}
		}
	}

	/// The tasks of one burst.
	pub fn burst(&mut self, now: u32) -> Vec<Request> {
		let mut all = vec![self.request(now)];
		while self.chance.gen_bool(1.0 - 1.0 / self.burst) {
			all.push(self.request(now));
		}
		all
	}

	fn request(&mut self, born: u32) -> Request {
		let small = self.chance.gen_bool(self.tasks.small) || self.tasks.largest <= SMALL_UNITS;
		let (units, class) = if small {
			(self.chance.gen_range(10..=SMALL_UNITS), Class::WasmSmall)
		} else {
			let range = f64::from(SMALL_UNITS).ln()..f64::from(self.tasks.largest).ln();
			(self.chance.gen_range(range).exp() as u32, Class::WasmMedium)
		};
		let adaptive = self.chance.gen_bool(self.tasks.adaptive);
		Request { units, class, adaptive, quorum: self.tasks.quorum, born, fake: false }
	}
}

/// A time to wait for what happens at random once in `mean`.
pub fn exponential(mean: f64, chance: &mut impl Rng) -> f64 {
	let uniform: f64 = chance.gen_range(f64::MIN_POSITIVE..1.0);
	-mean * uniform.ln()
}

#[cfg(test)]
mod tests {
	use super::*;
	use rand::SeedableRng;

	const TASKS: Tasks = Tasks { small: 0.5, largest: 900, adaptive: 0.5, quorum: 2 };

	fn machine() -> Machine {
		let mut machine = Machine::new(Kind::Workstation, 1.0, &mut ChaCha8Rng::seed_from_u64(3));
		machine.units_per_day = 5_000.0;
		machine
	}

	#[test]
	fn a_device_asks_for_what_it_needs_and_only_while_it_is_busy() {
		let machine = machine();
		let mut appetite = Appetite::new(&machine, TASKS, ChaCha8Rng::seed_from_u64(5));
		let (mut hour, mut units) = (0.0, 0.0);
		while let Some(next) = appetite.next_hour(&machine, hour).filter(|h| *h < 24.0 * 400.0) {
			assert!(!machine.is_free(next));
			hour = next;
			units += appetite.burst(0).iter().map(|one| f64::from(one.units)).sum::<f64>();
		}
		let a_day = units / 400.0;
		assert!((a_day / 5_000.0 - 1.0).abs() < 0.1, "{a_day} units a day");
	}

	#[test]
	fn sizes_fit_their_class() {
		let mut appetite = Appetite::new(&machine(), TASKS, ChaCha8Rng::seed_from_u64(5));
		let all: Vec<Request> = (0..500).flat_map(|_| appetite.burst(7)).collect();
		for one in &all {
			let limit = one.class.limits().work / atous_primitives::FUEL_PER_WORK_UNIT;
			assert!(one.units >= 10 && u64::from(one.units) <= limit && one.born == 7);
		}
		let mean = all.iter().map(|one| f64::from(one.units)).sum::<f64>() / all.len() as f64;
		assert!((mean / TASKS.mean_units() - 1.0).abs() < 0.1, "{mean}");
	}

	#[test]
	fn the_same_seed_gives_the_same_wishes() {
		let wishes = || {
			let mut appetite = Appetite::new(&machine(), TASKS, ChaCha8Rng::seed_from_u64(9));
			(appetite.next_hour(&machine(), 0.0), appetite.burst(0))
		};
		assert_eq!(wishes(), wishes());
	}
}
