//! The traits by which the Atous pallets meet.
//!
//! `pallet-credit`, `pallet-tasks` and `pallet-flags` do not name one another.
//! Each states here what it gives or needs, and the runtime wires them:
//!
//! ```text
//! tasks ──Ledger──▶ credit          tasks ──Quarantine──▶ flags
//! flags ──Devices──▶ credit         tasks ──BlockRandomness──▶ the runtime (BABE)
//! ```

#![cfg_attr(not(feature = "std"), no_std)]

use atous_primitives::{views::Tier, Credit, Hash};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::DispatchError;

/// Who is enrolled, and by whom.
pub trait Devices<AccountId> {
	/// The owner of an enrolled device; `None` for anyone else.
	fn owner_of(device: &AccountId) -> Option<AccountId>;

	/// How many devices are enrolled.
	fn count() -> u32;
}

/// What a device's account says when the market asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<AccountId> {
	/// The account that posted the bond.
	pub owner: AccountId,
	/// Micro-credits; below zero is a debt.
	pub balance: Credit,
	/// Bond in micro-credits, above zero.
	pub backing: Credit,
	/// Where the balance stands.
	pub tier: Tier,
}

impl<AccountId> Standing<AccountId> {
	/// Balance in millionths of the backing: the lower, the more the device owes
	/// for its size. Within ±10^9, so that two can be compared in an `i64`.
	pub fn ratio_ppm(&self) -> i64 {
		let ratio = self.balance.saturating_mul(1_000_000) / self.backing.max(1);
		ratio.clamp(-1_000_000_000, 1_000_000_000) as i64
	}
}

/// What a requester has put aside for one task. Nothing has moved yet.
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
	/// For the devices: quorum × price × work limit, in micro-credits.
	pub principal: Credit,
	/// For the commons, if all of `principal` is spent; less in proportion.
	pub surcharge: Credit,
	/// Of that surcharge, what the devices get on top of their pay.
	pub bonus: Credit,
}

impl Reservation {
	/// All that was put aside.
	pub fn total(&self) -> Credit {
		self.principal.saturating_add(self.surcharge)
	}
}

/// The ledger, as the market uses it.
///
/// Every call keeps the sum of all balances and the commons at zero: credit only
/// moves in [`Ledger::settle`] and [`Ledger::forfeit`].
pub trait Ledger<AccountId>: Devices<AccountId> {
	/// What the device's account says now; `None` if it is not enrolled.
	fn standing(device: &AccountId) -> Option<Standing<AccountId>>;

	/// What putting `principal` aside would take, or why it cannot be.
	fn quote(requester: &AccountId, principal: Credit) -> Result<Reservation, DispatchError>;

	/// Put `principal` and its surcharge aside. The terms are fixed here.
	fn reserve(requester: &AccountId, principal: Credit) -> Result<Reservation, DispatchError>;

	/// Give everything back.
	fn release(requester: &AccountId, reservation: &Reservation);

	/// Pay each device its amount (and its share of the bonus) out of the
	/// reservation, the surcharge in proportion to the commons, and give the rest
	/// back. The amounts add up to at most `principal`; what would go beyond is
	/// not paid.
	fn settle(requester: &AccountId, reservation: &Reservation, pays: &[(AccountId, Credit)]);

	/// Whether the device could put `amount` aside as collateral.
	fn can_secure(device: &AccountId, amount: Credit) -> bool;

	/// Put `amount` aside as collateral for work that was assigned.
	fn secure(device: &AccountId, amount: Credit) -> Result<(), DispatchError>;

	/// Give collateral back.
	fn unsecure(device: &AccountId, amount: Credit);

	/// Take collateral for the commons: the device was wrong or silent.
	fn forfeit(device: &AccountId, amount: Credit);
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
}
