//! Strategies: how a device behaves towards the market, honestly or not.
//!
//! A strategy sees what every client of the chain can see, and acts by making
//! calls. What it does not override it does as the honest do.

mod credit;
mod requests;
mod work;

use super::agent::demand::Request;
use super::agent::machine::Kind;
use atous_primitives::{Class, Credit, TaskId};
use rand_chacha::ChaCha8Rng;

/// What a device sees of the chain when it thinks about what to do.
pub struct Sight<'a> {
	/// The present block.
	pub now: u32,
	/// Its own balance, in micro-credits.
	pub balance: Credit,
	/// Above what balance it decays, in micro-credits.
	pub decays_above: Credit,
	/// The most it may owe, in micro-credits.
	pub limit: Credit,
	/// What it could still put aside for tasks, in micro-credits.
	pub spendable: Credit,
	/// The commons, in micro-credits.
	pub commons: Credit,
	/// What the commons should hold, in micro-credits.
	pub target: Credit,
	/// Its tasks for which no device has been found.
	pub queued: &'a [TaskId],
	/// Of these, the ones that it does not need.
	pub useless: &'a [TaskId],
}

/// A copy that was assigned, as its device sees it on the chain.
#[derive(Clone, Copy, Debug)]
pub struct Assigned {
	/// Core-seconds it takes.
	pub units: u32,
	/// Whether this device alone works on it while chance does not say otherwise.
	pub alone: bool,
	/// Copies that must agree.
	pub needed: usize,
	/// Live copies held by those who conspire, this one included.
	pub crew: usize,
	/// Whether further devices are being looked for.
	pub wanted: bool,
	/// Whether a tag has been revealed.
	pub revealed: bool,
	/// Whether one of those who conspire asked, and they know the result.
	pub known: bool,
	/// Whether another of those who conspire computes a copy of it.
	pub computed: bool,
	/// Whether it was given out to check what others have committed to.
	pub checks: bool,
	/// Whether one of those who conspire is among these.
	pub examines_friend: bool,
	/// Whether another of those who conspire has made a result up for it.
	pub friend_lied: bool,
}

/// What a device makes of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
	/// Run it and commit to what came out.
	Work,
	/// Run it and commit at the last moment.
	Linger,
	/// Commit to the result, known beforehand, without running it.
	Known,
	/// Commit to the result that all who conspire make up, without running it.
	Lie,
	/// Commit to the tag that others have revealed, without running it.
	Repeat,
	/// Never answer.
	Silent,
	/// Give it back.
	GiveBack,
}

/// What a device does beside its work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
	/// Ask for something.
	Submit(Request),
	/// Take a task back.
	Cancel(TaskId),
	/// Offer anew, with the classes and cores of now.
	Offer,
	/// End the offer.
	Withdraw,
	/// Call for the write-off of debtors of others.
	WriteOff,
	/// Leave this account behind and enrol another device.
	Rebirth,
	/// Never offer, ask or answer again.
	Retire,
}

/// How a device behaves. The default is honest.
pub trait Conduct: Send {
	/// Whether it offers while its machine is free.
	fn offers(&self) -> bool {
		true
	}

	/// Cores it offers, of those it has.
	fn cores(&self, has: u16) -> u16 {
		has
	}

	/// Whether it also offers the class that the honest of these runs do not offer.
	fn offers_rare_class(&self) -> bool {
		false
	}

	/// What it makes of a copy.
	fn answer(&mut self, _copy: &Assigned, _chance: &mut ChaCha8Rng) -> Answer {
		Answer::Work
	}

	/// What it does every hour.
	fn act(&mut self, _sight: &Sight<'_>) -> Vec<Act> {
		Vec::new()
	}
}

/// Whoever plays by the rules.
pub struct Honest;

impl Conduct for Honest {}

/// The class that honest devices of these runs neither offer nor ask for: what only
/// conspirators offer is drawn among them alone.
pub const RARE_CLASS: Class = Class::WasmLarge;

/// A strategy by its name.
pub struct Strategy {
	/// What the report calls it.
	pub name: &'static str,
	/// What it does, in one line.
	pub about: &'static str,
	/// The machines that gain most by it.
	pub machines: Kind,
	/// Devices of each owner among the conspirators, and among their twins.
	pub devices_of_owner: usize,
	/// Whether posted prices move in its runs; elsewhere computing costs what it is paid.
	pub moves_price: bool,
	/// Whether the run's numbers of inactivity are short, so that it ends within it.
	pub short_inactivity: bool,
	/// Whether the commons' least target is small in its runs, so that the commons helps
	/// from the first day.
	pub helped: bool,
	/// Whether little is enough to be more than a device can use in its runs, and demand is
	/// twice the supply, so that balances decay from the first day.
	pub decays: bool,
	/// Whether it is known to bring something, and accepted: see `docs/economics.md`. It
	/// is measured like the others and judged apart.
	pub accepted: bool,
	/// Times as many seeds by share of the bonds as are asked for: the nearer to zero what
	/// it brings, and the fewer follow it, the more it takes to tell. Set before it is
	/// measured, from runs with other seeds.
	pub times: [u64; SHARES.len()],
	/// The conduct of the conspirator with this number.
	pub conduct: fn(usize) -> Box<dyn Conduct>,
}

const fn strategy(
	name: &'static str,
	about: &'static str,
	conduct: fn(usize) -> Box<dyn Conduct>,
) -> Strategy {
	Strategy {
		name,
		about,
		machines: Kind::Workstation,
		devices_of_owner: 1,
		moves_price: false,
		short_inactivity: false,
		helped: false,
		decays: false,
		accepted: false,
		times: [1; SHARES.len()],
		conduct,
	}
}

impl Strategy {
	/// How many seeds it is run with at each share of the bonds, if `seeds` are asked for:
	/// those it is compared by as many as the strategies that are compared with them.
	pub fn seeds(&self, seeds: u64) -> [u64; SHARES.len()] {
		let compared = ALL.iter().filter(|one| one.control() == Some(self.name));
		let most = compared
			.fold(self.times, |most, one| std::array::from_fn(|at| most[at].max(one.times[at])));
		most.map(|times| times * seeds)
	}

	/// Whether it is no strategy, but what others are compared with.
	pub fn is_control(&self) -> bool {
		CONTROLS.contains(&self.name)
	}

	/// The honest strategy of the same machines in a mesh of the same numbers, if that
	/// is measured. What the honest gain by chance is nothing beside the chance of those
	/// that hang on rare events.
	pub fn control(&self) -> Option<&'static str> {
		let other_numbers = self.moves_price || self.short_inactivity;
		let comparable = !self.is_control() && !other_numbers && self.times != RARE;
		comparable.then_some(match self.machines {
			_ if self.helped => CONTROL_HELPED,
			_ if self.decays => CONTROL_DECAYS,
			Kind::Server => CONTROL_SERVERS,
			_ => CONTROL,
		})
	}
}

/// Shares of all bonds that conspirators hold.
pub const SHARES: [f64; 3] = [0.05, 0.15, 0.30];
/// See [`Strategy::times`], where profit differs much from seed to seed.
const CLOSE: [u64; SHARES.len()] = [3, 2, 1];
/// The same at every share.
const WIDE: [u64; SHARES.len()] = [3; SHARES.len()];
/// The same where a few verdicts decide.
const VARIED: [u64; SHARES.len()] = [4; SHARES.len()];
/// The same where it hangs on events that are rare among few devices: many runs hold none.
const RARE: [u64; SHARES.len()] = [4, 4, 2];

/// The name of the strategy that is none.
const CONTROL: &str = "honest";
/// The same with servers.
const CONTROL_SERVERS: &str = "honest-servers";
/// The same with servers whose balances decay.
const CONTROL_DECAYS: &str = "honest-decaying";
/// The same with servers where the commons helps.
const CONTROL_HELPED: &str = "honest-helped";
/// All of them.
const CONTROLS: [&str; 4] = [CONTROL, CONTROL_SERVERS, CONTROL_DECAYS, CONTROL_HELPED];

/// Every strategy that is measured, and none for comparison.
pub static ALL: [Strategy; 23] = [
	strategy(CONTROL, "plays by the rules: what it gains is chance", |_| Box::new(Honest)),
	Strategy {
		machines: Kind::Server,
		..strategy(CONTROL_SERVERS, "the same with servers", |_| Box::new(Honest))
	},
	Strategy {
		machines: Kind::Server,
		decays: true,
		..strategy(CONTROL_DECAYS, "the same with servers whose balances decay", |_| {
			Box::new(Honest)
		})
	},
	Strategy {
		machines: Kind::Server,
		helped: true,
		..strategy(CONTROL_HELPED, "the same with servers where the commons helps", |_| {
			Box::new(Honest)
		})
	},
	strategy("whitewashing", "runs up debt, leaves the account, comes back", credit::whitewasher),
	strategy("free-riding", "asks and never offers", |_| Box::new(credit::FreeRider)),
	Strategy {
		machines: Kind::Server,
		devices_of_owner: 2,
		..strategy("sybil-ring", "asks for what its friends know already", requests::sybil)
	},
	Strategy {
		times: CLOSE,
		..strategy(
			"tailored-requests",
			"asks in a class only its friends offer",
			requests::tailored,
		)
	},
	strategy("offer-flooding", "offers far more than it has, lingers or is silent", |_| {
		Box::new(work::Flooder)
	}),
	Strategy {
		machines: Kind::Server,
		times: WIDE,
		..strategy("colluding-always", "gives the crew's made-up result to everything", |_| {
			Box::new(work::Colluder { only_when_safe: false })
		})
	},
	Strategy {
		machines: Kind::Server,
		times: RARE,
		..strategy("colluding-when-safe", "makes results up when the crew is the quorum", |_| {
			Box::new(work::Colluder { only_when_safe: true })
		})
	},
	Strategy {
		machines: Kind::Server,
		..strategy("contradicting", "contradicts the honest when it comes to check them", |_| {
			Box::new(work::Contradictor)
		})
	},
	Strategy {
		machines: Kind::Server,
		times: WIDE,
		..strategy("trust-then-cheat", "honest on small tasks, lies on large ones alone", |_| {
			Box::new(work::TrustThenCheat)
		})
	},
	strategy("copying", "repeats a tag that others have revealed", |_| Box::new(work::Copycat)),
	Strategy {
		times: CLOSE,
		..strategy("debt-farming", "stays in debt for its place in the queue", |_| {
			Box::new(credit::DebtFarmer::default())
		})
	},
	Strategy {
		machines: Kind::Server,
		helped: true,
		times: WIDE,
		..strategy(
			"bonus-farming",
			"has debtor friends paid while the commons helps",
			requests::bonus,
		)
	},
	strategy("give-back-abuse", "returns every task that is not small", |_| {
		Box::new(work::GiveBackAbuser)
	}),
	Strategy {
		moves_price: true,
		..strategy("price-moving", "asks for useless work to raise the price", requests::mover)
	},
	Strategy {
		short_inactivity: true,
		times: WIDE,
		..strategy("write-off-racing", "lets its own debtors be written off by friends", |rank| {
			credit::racer(rank)
		})
	},
	strategy("spamming", "fills the queue with tiny tasks and cancels them", requests::spammer),
	Strategy {
		machines: Kind::Server,
		decays: true,
		times: CLOSE,
		..strategy("hoarding", "reserves and cancels so that nothing decays", |_| {
			Box::new(requests::Hoarder)
		})
	},
	Strategy {
		machines: Kind::Server,
		times: VARIED,
		..strategy("lying-alone", "lies whenever it works alone, hoping for no check", |_| {
			Box::new(work::LoneLiar)
		})
	},
	Strategy {
		machines: Kind::Server,
		accepted: true,
		..strategy("sharing", "computes one of the crew's copies and gives all its result", |_| {
			Box::new(work::Sharer)
		})
	},
];

/// The strategy with this name.
pub fn named(name: &str) -> Option<&'static Strategy> {
	ALL.iter().find(|strategy| strategy.name == name)
}
