//! What devices and governance may call, and under which conditions.

use frame_support::pallet_macros::*;

/// Calls of the pallet.
#[pallet_section]
mod calls {
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Say what the device would take on. Replaces an earlier offer.
		///
		/// **Origin**: signed by an enrolled device that is not in quarantine.
		///
		/// **Details**: the offer lives until it is withdrawn, its lifetime has
		/// passed, or the device misses or fails an assignment.
		///
		/// **Parameters**: `spec`: classes, profile, free cores and MiB, the least
		/// price in micro-credits per work unit, lifetime in served blocks.
		///
		/// **Errors**: [`Error::NotEnrolled`], [`Error::Quarantined`],
		/// [`Error::InvalidOffer`], [`Error::LifetimeOutOfRange`], [`Error::BackingOff`].
		///
		/// **Events**: [`Event::Offered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::offer(spec.classes.len() as u32))]
		pub fn offer(origin: OriginFor<T>, spec: OfferSpec) -> DispatchResult {
			let device = ensure_signed(origin)?;
			Self::do_offer(device, spec)
		}

		/// End the device's offer. Copies it has already been given stay its duty.
		///
		/// **Origin**: signed by the device.
		///
		/// **Errors**: [`Error::NoOffer`].
		///
		/// **Events**: [`Event::Withdrawn`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::withdraw())]
		pub fn withdraw(origin: OriginFor<T>) -> DispatchResult {
			let device = ensure_signed(origin)?;
			Self::do_withdraw(&device)
		}

		/// Ask for something to be done.
		///
		/// **Origin**: signed by an enrolled device.
		///
		/// **Details**: the price is fixed at the posted price of the class times the
		/// factor of the latency; quorum × price × work limit, the surcharge and a
		/// deposit are put aside until the task ends. For an adaptive task that is two
		/// copies and the premium that pays its checks; for one that its requester or a
		/// contract judges, the panel that may be asked; for an urgent one the price of
		/// its place comes on top. What is not needed comes back, the deposit from every end
		/// but [`Call::cancel`]. The weight includes what the contracts may use that the
		/// header names.
		///
		/// **Parameters**: `header`: see [`TaskHeader`].
		///
		/// **Errors**: [`Error::NotEnrolled`], [`Error::InvalidHeader`],
		/// [`Error::NoSuchContract`], [`Error::WindowOutOfRange`], [`Error::PriceTooLow`],
		/// [`Error::DeadlineTooNear`], [`Error::DeadlineTooFar`],
		/// [`Error::TooManyOpenTasks`], and the ledger's own where the limit is reached.
		///
		/// **Events**: [`Event::Submitted`].
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::submit_weight(header))]
		pub fn submit(origin: OriginFor<T>, header: TaskHeader) -> DispatchResultWithPostInfo {
			let requester = ensure_signed(origin)?;
			let prepaid = Self::prepaid(&header);
			Ok(Some(Self::do_submit(requester, header)?.saturating_add(prepaid)).into())
		}

		/// Take a task back before any device was given it.
		///
		/// **Origin**: signed by the requester.
		///
		/// **Details**: what was put aside is free again, but for the deposit: that goes to
		/// the commons.
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotRequester`],
		/// [`Error::WrongPhase`].
		///
		/// **Events**: [`Event::Cancelled`].
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::cancel_weight())]
		pub fn cancel(origin: OriginFor<T>, task: TaskId) -> DispatchResultWithPostInfo {
			let requester = ensure_signed(origin)?;
			Ok(Some(Self::do_cancel(requester, task)?).into())
		}

		/// Commit to an outcome without showing it.
		///
		/// **Origin**: signed by a device with a copy of the task.
		///
		/// **Parameters**: `commitment`: SHA-256 over task, device, tag, voucher and
		/// salt, see [`Reveal::commitment`].
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotAssigned`],
		/// [`Error::WrongPhase`], [`Error::TooLate`].
		///
		/// **Details**: with the last commitment the task waits a block for chance to say
		/// whether one more device is to check the outcome.
		///
		/// **Events**: [`Event::Committed`]; in a later block [`Event::CheckDrawn`] if there
		/// is room for one that checks, and [`Event::QuorumCommitted`] or [`Event::Escalated`].
		#[pallet::call_index(4)]
		#[pallet::weight((T::WeightInfo::commit(), DispatchClass::Operational))]
		pub fn commit(
			origin: OriginFor<T>,
			task: TaskId,
			commitment: Hash,
		) -> DispatchResultWithPostInfo {
			let device = ensure_signed(origin)?;
			Ok(Some(Self::do_commit(device, task, commitment)?).into())
		}

		/// Reveal the tag committed to, and the voucher for it.
		///
		/// **Origin**: signed by a device with a committed copy.
		///
		/// **Details**: reveal only once the block of [`Event::QuorumCommitted`] is
		/// final, or a reverted block leaks the result to those who have not committed.
		///
		/// **Parameters**: `reveal`: tag, voucher and salt that were committed to.
		/// `opening`: the outcome itself, if with this reveal a quorum of tags is equal;
		/// settles the task.
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotAssigned`],
		/// [`Error::WrongPhase`], [`Error::TooLate`], [`Error::BadReveal`],
		/// [`Error::NoQuorum`], [`Error::BadOpening`], and [`Error::Sealed`] where the
		/// requester answers for the outcome: that is handed over off the chain.
		///
		/// **Events**: [`Event::Revealed`]; then [`Event::Settled`],
		/// [`Event::Delivered`], [`Event::Agreed`], [`Event::Escalated`] or [`Event::Inconclusive`].
		#[pallet::call_index(5)]
		#[pallet::weight((Pallet::<T>::reveal_weight(opening), DispatchClass::Operational))]
		pub fn reveal(
			origin: OriginFor<T>,
			task: TaskId,
			reveal: Reveal,
			opening: Option<Outcome>,
		) -> DispatchResultWithPostInfo {
			let device = ensure_signed(origin)?;
			Ok(Some(Self::do_reveal(device, task, reveal, opening)?).into())
		}

		/// Open the outcome that a quorum of equal tags stands for. Settles the task, or has
		/// a contract judge it.
		///
		/// **Origin**: signed by a device whose tag is the quorum's; of a task whose
		/// requester has accepted it unopened, by the device that was paid.
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotAssigned`],
		/// [`Error::WrongPhase`], [`Error::TooLate`], [`Error::BadOpening`].
		///
		/// **Events**: [`Event::Settled`], [`Event::Delivered`] or [`Event::Opened`].
		#[pallet::call_index(6)]
		#[pallet::weight((T::WeightInfo::open(MOST_COPIES.into()), DispatchClass::Operational))]
		pub fn open(
			origin: OriginFor<T>,
			task: TaskId,
			outcome: Outcome,
		) -> DispatchResultWithPostInfo {
			let device = ensure_signed(origin)?;
			Ok(Some(Self::do_open(device, task, outcome)?).into())
		}

		/// Return a copy before committing: the machine's owner came back.
		///
		/// **Origin**: signed by a device with an uncommitted copy.
		///
		/// **Details**: a few are free and regained by settled work; beyond them it
		/// costs a share of the collateral. The owner's devices are not drawn again
		/// for this task.
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotAssigned`],
		/// [`Error::WrongPhase`].
		///
		/// **Events**: [`Event::GivenBack`], then [`Event::Escalated`] or [`Event::Expired`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::give_back())]
		pub fn give_back(origin: OriginFor<T>, task: TaskId) -> DispatchResultWithPostInfo {
			let device = ensure_signed(origin)?;
			Ok(Some(Self::do_give_back(device, task)?).into())
		}

		/// Publish the peer address under which the device serves payloads and results.
		///
		/// **Origin**: signed by an enrolled device.
		///
		/// **Parameters**: `address`: a multiaddr ending in `/p2p/…`, UTF-8, at most
		/// 128 bytes. The chain does not dial it.
		///
		/// **Errors**: [`Error::NotEnrolled`], [`Error::InvalidAddress`].
		///
		/// **Events**: [`Event::Announced`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::announce())]
		pub fn announce(origin: OriginFor<T>, address: Address) -> DispatchResult {
			let device = ensure_signed(origin)?;
			Self::do_announce(device, address)
		}

		/// Set the numbers of the market, all at once.
		///
		/// **Origin**: [`Config::ManagerOrigin`].
		///
		/// **Details**: they come into force with the next session, in place of any
		/// that were to. Tasks that are open keep their price, their escrow and their
		/// deadlines.
		///
		/// **Parameters**: `params`: see [`Params`].
		///
		/// **Errors**: [`Error::InvalidParams`].
		///
		/// **Events**: [`Event::ParamsScheduled`], later [`Event::ParamsApplied`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::set_params())]
		pub fn set_params(origin: OriginFor<T>, params: Params) -> DispatchResult {
			T::ManagerOrigin::ensure_origin(origin)?;
			Self::do_set_params(params)
		}

		/// Make several commitments and reveals at once.
		///
		/// **Origin**: signed by a device with a copy of each task.
		///
		/// **Details**: each item succeeds or fails by itself; those that fail leave
		/// nothing behind but an event. If all fail, the call fails with the error of
		/// the first.
		///
		/// **Parameters**: `items`: see [`Report`](crate::Report), at most
		/// [`MAX_REPORTS`](crate::MAX_REPORTS).
		///
		/// **Errors**: [`Error::NothingReported`], and those of
		/// [`commit`](Pallet::commit) and [`reveal`](Pallet::reveal).
		///
		/// **Events**: those of the two calls, and [`Event::ItemFailed`].
		#[pallet::call_index(10)]
		#[pallet::weight((Pallet::<T>::report_weight(items), DispatchClass::Operational))]
		pub fn report(origin: OriginFor<T>, items: Reports) -> DispatchResultWithPostInfo {
			let device = ensure_signed(origin)?;
			Self::do_report(device, items)
		}

		/// Accept what was delivered, and pay for it.
		///
		/// **Origin**: signed by the requester of a task with `Requester` verification.
		///
		/// **Details**: who says nothing within the window has accepted, too.
		///
		/// **Parameters**: `opening`: what the tag stands for, if everyone may know.
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotRequester`],
		/// [`Error::WrongPhase`], [`Error::JudgedByContract`], [`Error::TooLate`],
		/// [`Error::BadOpening`].
		///
		/// **Events**: [`Event::Accepted`], [`Event::Paid`], and [`Event::Settled`] if it is
		/// opened.
		#[pallet::call_index(11)]
		#[pallet::weight((T::WeightInfo::accept(), DispatchClass::Operational))]
		pub fn accept(
			origin: OriginFor<T>,
			task: TaskId,
			opening: Option<Outcome>,
		) -> DispatchResult {
			let requester = ensure_signed(origin)?;
			Self::do_accept(requester, task, opening)
		}

		/// Dispute what was delivered: a panel runs the task again, and the loser pays it.
		///
		/// **Origin**: signed by the requester of a task with `Requester` verification.
		///
		/// **Details**: the requester must go on serving payload and input. If the panel
		/// finds what was delivered, the requester pays the device and those of the panel;
		/// if it finds something else, the device's collateral does, and the requester pays
		/// nothing.
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotRequester`],
		/// [`Error::WrongPhase`], [`Error::JudgedByContract`], [`Error::TooLate`].
		///
		/// **Events**: [`Event::Disputed`], [`Event::Escalated`].
		#[pallet::call_index(12)]
		#[pallet::weight((T::WeightInfo::dispute(), DispatchClass::Operational))]
		pub fn dispute(origin: OriginFor<T>, task: TaskId) -> DispatchResult {
			let requester = ensure_signed(origin)?;
			Self::do_dispute(requester, task)
		}
	}
}
