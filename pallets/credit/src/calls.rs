//! What owners and everybody else may do: each call is its origin check and a `do_*`
//! of the file named for it.

use frame_support::pallet_macros::*;

/// Calls of the pallet.
#[pallet_section]
mod calls {
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Enrol a device: open its account and post its bond.
		///
		/// **Origin**: signed by the owner, which must not be a device itself.
		///
		/// **Details**: holds the bond of the owner and keeps the device's account
		/// alive without tokens. The account starts at zero: there is no gift, the
		/// limit is what a newcomer can begin with.
		///
		/// **Parameters**
		/// - `device`: the account of the machine.
		/// - `bond`: in the smallest units of the token, at least `Params::min_bond`.
		/// - `expiry`: the last block number in which the consent is valid; nearer
		///   than `Params::leave_cooldown` blocks, so that it cannot bring back a
		///   device that left.
		/// - `consent`: the device's signature of
		///   [`consent::message`](atous_primitives::consent::message).
		///
		/// **Errors**: [`Error::BondTooSmall`], [`Error::OwnerIsDevice`],
		/// [`Error::DeviceIsOwner`], [`Error::AlreadyEnrolled`],
		/// [`Error::StillLeaving`], [`Error::ConsentExpired`], [`Error::ConsentTooLong`],
		/// [`Error::BadConsent`], and those of the token if it cannot be held.
		///
		/// **Events**: [`Event::Enrolled`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::enroll())]
		pub fn enroll(
			origin: OriginFor<T>,
			device: T::AccountId,
			#[pallet::compact] bond: u128,
			expiry: u32,
			consent: T::Signature,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_enroll(owner, device, bond, expiry, consent)
		}

		/// Take a device out of the mesh: close its account.
		///
		/// **Origin**: signed by the device's owner.
		///
		/// **Details**: the device must owe nothing and have nothing put aside.
		/// What is left on the account and what is unvested goes to the commons. The
		/// bond stays held for `Params::leave_cooldown` blocks, together with what was
		/// taken of it before, and the device cannot be enrolled again before it has
		/// been claimed.
		///
		/// **Parameters**
		/// - `device`: the account of the machine.
		///
		/// **Errors**: [`Error::NotEnrolled`], [`Error::NotOwner`],
		/// [`Error::HasDebt`], [`Error::HasReservations`].
		///
		/// **Events**: [`Event::Left`], [`Event::UnvestedForfeited`], [`Event::Decayed`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::leave())]
		pub fn leave(origin: OriginFor<T>, device: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_leave(who, device)
		}

		/// Give the owner what of a bond backs nothing any more.
		///
		/// **Origin**: signed by anyone; the tokens go to the owner.
		///
		/// **Details**: possible once the cool-down is over, for a bond that was
		/// reduced and for the bond of a device that has left. The account of a device
		/// that has left is no longer kept alive.
		///
		/// **Parameters**
		/// - `device`: the account of the machine.
		///
		/// **Errors**: [`Error::NothingToClaim`], [`Error::CoolingDown`].
		///
		/// **Events**: [`Event::BondReleased`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::claim_bond())]
		pub fn claim_bond(origin: OriginFor<T>, device: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim_bond(device)
		}

		/// Add to the bond of a device.
		///
		/// **Origin**: signed by the device's owner.
		///
		/// **Details**: the device may owe more at once.
		///
		/// **Parameters**
		/// - `device`: the account of the machine.
		/// - `amount`: what is added, in the smallest units of the token.
		///
		/// **Errors**: [`Error::AmountIsZero`], [`Error::NotEnrolled`],
		/// [`Error::NotOwner`], and those of the token if it cannot be held.
		///
		/// **Events**: [`Event::BondRaised`]; [`Event::Decayed`] if something has.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::top_up_bond())]
		pub fn top_up_bond(
			origin: OriginFor<T>,
			device: T::AccountId,
			#[pallet::compact] amount: u128,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_top_up_bond(who, device, amount)
		}

		/// Take from the bond of a device.
		///
		/// **Origin**: signed by the device's owner.
		///
		/// **Details**: the rest must be no less than the smallest bond, and must cover
		/// what the device owes and has put aside. What was taken stays held for
		/// `Params::leave_cooldown` blocks; what was taken before and not claimed waits
		/// with it.
		///
		/// **Parameters**
		/// - `device`: the account of the machine.
		/// - `amount`: what is taken, in the smallest units of the token.
		///
		/// **Errors**: [`Error::AmountIsZero`], [`Error::NotEnrolled`],
		/// [`Error::NotOwner`], [`Error::BondTooSmall`], [`Error::LimitReached`].
		///
		/// **Events**: [`Event::BondReduced`]; [`Event::Decayed`] if something has.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::reduce_bond())]
		pub fn reduce_bond(
			origin: OriginFor<T>,
			device: T::AccountId,
			#[pallet::compact] amount: u128,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reduce_bond(who, device, amount)
		}

		/// Have the commons take over the debt of a device that has given up.
		///
		/// **Origin**: signed by anyone. The owner of the device gets no reward.
		///
		/// **Details**: the device must owe, offer no work, and either have put nothing
		/// aside and earned nothing for `Params::inactivity` blocks, or have earned
		/// nothing for `Params::declining` blocks. What it earned unchecked is lost.
		/// Its bond is taken in proportion to the debt: a small part of that goes to
		/// the caller, the rest is burnt. It stays enrolled, at zero, with what is left
		/// of the bond.
		///
		/// **Parameters**
		/// - `device`: the account of the machine.
		///
		/// **Errors**: [`Error::NotEnrolled`], [`Error::HasNoDebt`],
		/// [`Error::StillTakingPart`].
		///
		/// **Events**: [`Event::WrittenOff`], [`Event::UnvestedForfeited`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::write_off())]
		pub fn write_off(origin: OriginFor<T>, device: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_write_off(who, device)
		}

		/// Bring a device's account up to date: collect what has decayed.
		///
		/// **Origin**: signed by anyone.
		///
		/// **Details**: every operation on the account does the same first, so this
		/// changes only when it happens.
		///
		/// **Parameters**
		/// - `device`: the account of the machine.
		///
		/// **Errors**: [`Error::NotEnrolled`].
		///
		/// **Events**: [`Event::Decayed`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::touch())]
		pub fn touch(origin: OriginFor<T>, device: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_touch(device)
		}

		/// Set every number of the ledger, from the next session on.
		///
		/// **Origin**: [`Config::ManagerOrigin`].
		///
		/// **Details**: replaces numbers that were set and are not in force yet.
		///
		/// **Parameters**
		/// - `params`: all of them; see [`Params`] for units and bounds.
		///
		/// **Errors**: [`Error::InvalidParams`].
		///
		/// **Events**: [`Event::ParamsScheduled`], later [`Event::ParamsApplied`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::set_params())]
		pub fn set_params(origin: OriginFor<T>, params: Params) -> DispatchResult {
			T::ManagerOrigin::ensure_origin(origin)?;
			Self::do_set_params(params)
		}
	}
}
