//! The traits by which the Atous pallets meet.
//!
//! `pallet-credit`, `pallet-tasks` and `pallet-flags` do not name one another.
//! Each states here what it gives or needs, and the runtime wires them:
//!
//! ```text
//! tasks ──Ledger──▶ credit          tasks ──Quarantine──▶ flags
//! flags ──Devices──▶ credit         tasks ──BlockRandomness──▶ the runtime (BABE)
//! credit ──Participation──▶ tasks   tasks ──Contracts──▶ the runtime (contracts)
//! ```

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod settings;

#[cfg(any(feature = "try-runtime", feature = "std"))]
use alloc::collections::BTreeMap;
use atous_primitives::{
	header::ContractAddress,
	views::{TaskPhase, Tier},
	Class, Credit, Hash, Outcome, TaskId,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, Perbill, Weight};

/// Who is enrolled, and by whom.
pub trait Devices<AccountId> {
	/// The owner of an enrolled device; `None` for anyone else.
	fn owner_of(device: &AccountId) -> Option<AccountId>;

	/// How many devices are enrolled.
	fn count() -> u32;
}

/// What the ledger asks the market about a device, and tells it.
pub trait Participation<AccountId> {
	/// Whether the device offers to work now, at the posted price or below.
	fn is_willing(device: &AccountId) -> bool;

	/// The device has left the mesh: nothing of it may stay in the market.
	fn has_left(device: &AccountId);
}

impl<AccountId> Participation<AccountId> for () {
	fn is_willing(_: &AccountId) -> bool {
		false
	}
	fn has_left(_: &AccountId) {}
}

/// What a device's account says when the market asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<AccountId> {
	/// The account that posted the bond.
	pub owner: AccountId,
	/// The bond, in the smallest units of the token.
	pub bond: u128,
	/// Micro-credits; below zero is a debt.
	pub balance: Credit,
	/// Bond in micro-credits, above zero.
	pub backing: Credit,
	/// The most the device may owe, in micro-credits.
	pub limit: Credit,
	/// What it could still put aside as collateral, in micro-credits.
	pub securable: Credit,
	/// Where the balance stands.
	pub tier: Tier,
	/// Reservations that are neither settled nor released.
	pub open: u32,
}

impl<AccountId> Standing<AccountId> {
	/// Balance in millionths of the backing: the lower, the more the device owes
	/// for its size. Within ±10^9, so that two can be compared in an `i64`.
	pub fn ratio_ppm(&self) -> i64 {
		let ratio = self.balance.saturating_mul(1_000_000) / self.backing.max(1);
		ratio.clamp(-1_000_000_000, 1_000_000_000) as i64
	}
}

/// What a requester has put aside for one task, and on what terms. Nothing has moved
/// yet, and nothing of it changes until the task ends.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Reservation {
	/// For the devices, in micro-credits: the most they can be paid together.
	pub principal: Credit,
	/// For the commons whatever becomes of the debt, in micro-credits: what checks or
	/// a better place in the queue cost at most.
	pub premium: Credit,
	/// For the commons, if all of `principal` is spent; less in proportion.
	pub surcharge: Credit,
	/// Of that surcharge, what the devices get on top of their pay.
	pub bonus: Credit,
	/// What the commons has set aside for devices that owe and work for this task, if
	/// all of `principal` is spent on them; less in proportion.
	pub matching: Credit,
	/// Where the index of demurrage stood when this was put aside.
	pub index: u128,
	/// Kept until the task ends, in micro-credits: it bounds how much one can have open.
	/// No pay, premium or surcharge reaches into it. It comes back whole, unless the
	/// requester itself takes the task back.
	pub deposit: Credit,
}

impl Reservation {
	/// All that the requester has put aside.
	pub fn total(&self) -> Credit {
		self.principal
			.saturating_add(self.premium)
			.saturating_add(self.surcharge)
			.saturating_add(self.deposit)
	}
}

/// One device's pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pay<AccountId> {
	/// The device.
	pub device: AccountId,
	/// For its work, in micro-credits.
	pub amount: Credit,
	/// Whether others have confirmed the result. What nobody has checked vests with
	/// the device's next passed check in the class.
	pub checked: bool,
	/// Whether the commons may add to it: the device has a record of checked results.
	pub helped: bool,
}

/// How a task ends, for the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement<'a, AccountId> {
	/// Class of the task.
	pub class: Class,
	/// Share of all live bonds that offer in that class: how much the work counts as
	/// history.
	pub openness: Perbill,
	/// What devices earn from the requester, together at most the principal.
	pub pays: &'a [Pay<AccountId>],
	/// What devices earn from the commons, for checking another's work.
	pub checks: &'a [Pay<AccountId>],
	/// What the requester pays to the commons on top, at most the reserved premium.
	pub premium: Credit,
}

/// The ledger, as the market uses it.
///
/// Every call keeps the sum of all balances, of what is unvested and of the commons
/// at zero.
pub trait Ledger<AccountId>: Devices<AccountId> {
	/// What the device's account says now; `None` if it is not enrolled.
	fn standing(device: &AccountId) -> Option<Standing<AccountId>>;

	/// What putting `principal`, `premium` and `deposit` aside would take, or why it
	/// cannot be.
	fn quote(
		requester: &AccountId,
		principal: Credit,
		premium: Credit,
		deposit: Credit,
	) -> Result<Reservation, DispatchError>;

	/// Put `principal`, `premium`, the surcharge and `deposit` aside. The terms are
	/// fixed here; on premium and deposit there is no surcharge.
	fn reserve(
		requester: &AccountId,
		principal: Credit,
		premium: Credit,
		deposit: Credit,
	) -> Result<Reservation, DispatchError>;

	/// Give everything back.
	fn release(requester: &AccountId, reservation: &Reservation);

	/// Give everything back but the deposit, which goes to the commons.
	fn withdraw(requester: &AccountId, reservation: &Reservation);

	/// Pay each device out of the reservation, with its share of bonus and matching,
	/// the surcharge in proportion and the premium to the commons, and give the rest
	/// back. What would go beyond the principal is not paid.
	fn settle(
		requester: &AccountId,
		reservation: &Reservation,
		settlement: &Settlement<'_, AccountId>,
	);

	/// The device has passed a check in `class`: what it earned there unchecked is its. Says
	/// whether there was any.
	fn vest(device: &AccountId, class: Class) -> bool;

	/// The device has failed a check: all that it earned unchecked, in any class, goes
	/// to the commons. Says how much that was.
	fn forfeit_unvested(device: &AccountId) -> Credit;

	/// Whether the device could put `amount` aside as collateral.
	fn can_secure(device: &AccountId, amount: Credit) -> bool;

	/// Put `amount` aside as collateral for work that was assigned.
	fn secure(device: &AccountId, amount: Credit) -> Result<(), DispatchError>;

	/// Give collateral back.
	fn unsecure(device: &AccountId, amount: Credit);

	/// Take collateral for the commons: the device was wrong or silent.
	fn forfeit(device: &AccountId, amount: Credit);

	/// Check that what is put aside is what open tasks need, and nothing else. Reads all
	/// accounts: for tests and try-runtime.
	#[cfg(any(feature = "try-runtime", feature = "std"))]
	fn check_put_aside(needed: &PutAside<AccountId>) -> Result<(), sp_runtime::TryRuntimeError>;
}

/// What the ledger must have put aside, by the market's own count.
#[cfg(any(feature = "try-runtime", feature = "std"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutAside<AccountId> {
	/// What each device needs. One that is not named needs nothing.
	pub devices: BTreeMap<AccountId, Needs>,
	/// Matching of all reservations, in micro-credits.
	pub promised: Credit,
}

/// What a device needs to have put aside, in micro-credits.
#[cfg(any(feature = "try-runtime", feature = "std"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
	/// For tasks it has asked for.
	pub reserved: Credit,
	/// How many those are.
	pub open: u32,
	/// As collateral for its copies.
	pub collateral: Credit,
}

/// Devices that must not be given work.
pub trait Quarantine<AccountId> {
	/// Whether the device is in quarantine.
	fn is_quarantined(device: &AccountId) -> bool;
}

impl<AccountId> Quarantine<AccountId> for () {
	fn is_quarantined(_: &AccountId) -> bool {
		false
	}
}

/// Chance that nobody could foresee when the transactions of this block were
/// written, except its author.
pub trait BlockRandomness {
	/// This block's random value; `None` in a block that carries none.
	fn this_block() -> Option<Hash>;

	/// Have this block carry one, for benchmarks.
	#[cfg(feature = "runtime-benchmarks")]
	fn provide() {}
}

/// Contracts, as the market calls them: one judges what was delivered, one is told how
/// a task has ended.
///
/// Both are called outside transactions, with a weight that the requester has prepaid.
/// What a call changes is undone if it fails; a call never uses more than its limit.
pub trait Contracts<AccountId> {
	/// Whether there is a contract at the address.
	fn exists(contract: &ContractAddress) -> bool;

	/// Have the contract judge an outcome.
	///
	/// Returns its verdict, `None` if it trapped, ran out of weight, or said nothing that
	/// can be understood; and what was used of `limit`.
	fn judge(
		contract: &ContractAddress,
		task: TaskId,
		requester: &AccountId,
		outcome: &Outcome,
		limit: Weight,
	) -> (Option<bool>, Weight);

	/// Tell the contract that a task has ended in `phase`, and with which outcome if one
	/// was opened.
	///
	/// Returns whether the contract took it, and what was used of `limit`.
	fn settled(
		contract: &ContractAddress,
		task: TaskId,
		phase: TaskPhase,
		outcome: Option<&Outcome>,
		limit: Weight,
	) -> (bool, Weight);
}

/// A chain without contracts.
impl<AccountId> Contracts<AccountId> for () {
	fn exists(_: &ContractAddress) -> bool {
		false
	}
	fn judge(
		_: &ContractAddress,
		_: TaskId,
		_: &AccountId,
		_: &Outcome,
		_: Weight,
	) -> (Option<bool>, Weight) {
		(None, Weight::zero())
	}
	fn settled(
		_: &ContractAddress,
		_: TaskId,
		_: TaskPhase,
		_: Option<&Outcome>,
		_: Weight,
	) -> (bool, Weight) {
		(false, Weight::zero())
	}
}
