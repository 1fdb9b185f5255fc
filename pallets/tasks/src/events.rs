//! What the market tells: every change of a task, a copy or an offer.

use frame_support::pallet_macros::*;

/// Events of the pallet.
#[pallet_section]
mod events {
	/// What happened in the market.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A device said what it would take on.
		Offered {
			/// The device.
			device: T::AccountId,
			/// Served block at which the offer ends.
			expires: ServedBlock,
		},
		/// An offer ended: withdrawn, expired, a block after a missed or wrong assignment,
		/// or with the device's leaving.
		Withdrawn {
			/// The device.
			device: T::AccountId,
		},
		/// A device published its peer address.
		Announced {
			/// The device.
			device: T::AccountId,
		},
		/// A task entered the queue and its payment was put aside.
		Submitted {
			/// The task.
			task: TaskId,
			/// The device that asked.
			requester: T::AccountId,
			/// Micro-credits per work unit and copy.
			price: Price,
		},
		/// Devices have revealed different tags: a jury is called.
		Contested {
			/// The task.
			task: TaskId,
			/// Served block by which it has ended.
			ends_by: ServedBlock,
		},
		/// A juror did not come, and is excused. It is called no more until it offers again.
		Absent {
			/// The task.
			task: TaskId,
			/// The device.
			device: T::AccountId,
		},
		/// A device was given a copy.
		Assigned {
			/// The task.
			task: TaskId,
			/// The device.
			device: T::AccountId,
			/// Served block by which it must commit.
			commit_by: ServedBlock,
		},
		/// A device committed to an outcome.
		Committed {
			/// The task.
			task: TaskId,
			/// The device.
			device: T::AccountId,
		},
		/// Chance has decided whether one more device checks what was committed to. It comes
		/// again once that device has committed, for who checks is checked as often. If that
		/// one, too, is to be checked, `ends_by` of the task may be later than it was.
		CheckDrawn {
			/// The task.
			task: TaskId,
			/// Whether one does.
			checked: bool,
		},
		/// Every device asked has committed. When this block is final, they reveal.
		QuorumCommitted {
			/// The task.
			task: TaskId,
			/// Served block by which they must reveal.
			reveal_by: ServedBlock,
		},
		/// A device revealed its tag.
		Revealed {
			/// The task.
			task: TaskId,
			/// The device.
			device: T::AccountId,
			/// The tag.
			tag: Hash,
		},
		/// A quorum of tags is equal; one of its devices must open the outcome.
		Agreed {
			/// The task.
			task: TaskId,
			/// The tag.
			tag: Hash,
			/// Served block by which it must be opened.
			open_by: ServedBlock,
		},
		/// Further devices are wanted: one was silent, wrong, or gave back.
		Escalated {
			/// The task.
			task: TaskId,
			/// How many.
			wanted: u8,
		},
		/// A device was paid for its copy.
		Paid {
			/// The task.
			task: TaskId,
			/// The device.
			device: T::AccountId,
			/// Micro-credits, the bonus not counted.
			amount: atous_primitives::Credit,
		},
		/// A device disagreed with the quorum, or repeated a tag without knowing what it
		/// stands for, and lost its collateral.
		Wrong {
			/// The task.
			task: TaskId,
			/// The device.
			device: T::AccountId,
		},
		/// A device did not answer in time and lost its collateral.
		Silent {
			/// The task.
			task: TaskId,
			/// The device.
			device: T::AccountId,
		},
		/// A device gave its copy back.
		GivenBack {
			/// The task.
			task: TaskId,
			/// The device.
			device: T::AccountId,
			/// Whether it cost a share of the collateral.
			charged: bool,
		},
		/// A quorum agreed and was paid.
		Settled {
			/// The task.
			task: TaskId,
			/// What it ended in.
			outcome: Outcome,
		},
		/// The task ended without an outcome; its payment was released.
		Expired {
			/// The task.
			task: TaskId,
		},
		/// As many devices as may be asked, or as there are, have answered and no quorum
		/// agrees, or of a quorum of equal tags too few were vouched for.
		Inconclusive {
			/// The task.
			task: TaskId,
		},
		/// The posted price of a class has moved.
		PriceMoved {
			/// The class.
			class: Class,
			/// Micro-credits per work unit.
			price: Price,
		},
		/// An item of a report could not be done.
		ItemFailed {
			/// Its place in the report, from zero.
			index: u32,
			/// Why.
			error: DispatchError,
		},
		/// Numbers were set that come into force later.
		ParamsScheduled {
			/// The first session in which they are in force.
			session: u32,
		},
		/// The numbers that were set are in force.
		ParamsApplied {
			/// How often they have changed.
			version: u32,
		},
		/// The requester took the task back.
		Cancelled {
			/// The task.
			task: TaskId,
		},
		/// One device has delivered. Its pay is held until its requester, or the contract
		/// that judges, has answered.
		Delivered {
			/// The task.
			task: TaskId,
			/// The device.
			device: T::AccountId,
			/// Served block by which the answer is due.
			answer_by: ServedBlock,
		},
		/// What was delivered was accepted and paid, opened or not.
		Accepted {
			/// The task.
			task: TaskId,
			/// Whether someone said yes; else no one said no, or a dispute found no panel.
			answered: bool,
		},
		/// What was delivered was disputed: a panel is wanted.
		Disputed {
			/// The task.
			task: TaskId,
		},
		/// The device that was paid has opened what had been accepted unopened.
		Opened {
			/// The task.
			task: TaskId,
			/// What it ended in.
			outcome: Outcome,
		},
		/// A contract was asked whether what was delivered is right.
		Judged {
			/// The task.
			task: TaskId,
			/// What it said; nothing if it failed.
			verdict: Option<bool>,
		},
		/// A contract was told how a task has ended, and took it.
		CallbackDelivered {
			/// The task.
			task: TaskId,
		},
		/// A contract was told how a task has ended, and failed. That changes nothing.
		CallbackFailed {
			/// The task.
			task: TaskId,
		},
	}
}
