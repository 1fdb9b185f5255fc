//! Calls of contracts: judges of what was delivered, and callbacks that hear how a task
//! has ended.
//!
//! Nothing calls a contract while a transaction runs: a contract that is called from
//! within another's call is refused by the virtual machine, and whoever makes a device's
//! call should not pay for what a stranger wrote. Calls wait in a queue and are made in
//! turn before a block's transactions, within a share of the block. Each may use the
//! weight that the requester has prepaid with its submission, so that the queue never
//! holds more than was paid for. It outlives sessions and migrations; an entry is removed
//! before its call, so that each is made at most once.

use crate::{delivery::contracts_of, pallet::*, Params, Task, WeightInfo};
use atous_primitives::{
	header::ContractAddress, views::TaskPhase, Outcome, TaskHeader, TaskId, Verification,
};
use atous_support::Contracts;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::{Weight, WeightMeter};
use scale_info::TypeInfo;

/// Why a contract is called.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Occasion {
	/// To judge what was delivered.
	Judgement,
	/// To hear how the task has ended. Kept here, because the task may be forgotten before
	/// the call's turn.
	Ended {
		/// The phase in which it has.
		phase: TaskPhase,
		/// Its outcome, if it was opened.
		outcome: Option<Outcome>,
	},
}

/// A call of a contract that is due.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ContractCall {
	/// The contract.
	pub contract: ContractAddress,
	/// The task it is about.
	pub task: TaskId,
	/// The weight that was prepaid.
	pub limit: Weight,
	/// Why it is called.
	pub occasion: Occasion,
}

impl<T: Config> Pallet<T> {
	/// The most that `submit` weighs: with what it prepays for the contracts it names.
	pub(crate) fn submit_weight(header: &TaskHeader) -> Weight {
		// Where the tray is full it joins its owner's line.
		let submit = T::WeightInfo::submit().saturating_add(T::WeightInfo::enqueue());
		submit.saturating_add(Self::prepaid(header))
	}

	/// What a submission prepays for the contracts that its header names.
	pub(crate) fn prepaid(header: &TaskHeader) -> Weight {
		let calls = contracts_of(header).len() as u64;
		if calls == 0 {
			return Weight::zero();
		}
		let each = T::WeightInfo::call_contract().saturating_add(Self::params().judge_weight);
		each.saturating_mul(calls)
	}

	/// Whether a call with all that may be prepaid fits into what all calls may use.
	pub(crate) fn calls_fit(params: &Params) -> bool {
		let around = T::WeightInfo::calls_base().saturating_add(T::WeightInfo::call_contract());
		params.callback_budget.all_gte(around.saturating_add(params.judge_weight))
	}

	/// Remember to call a contract.
	pub(crate) fn call_later(call: ContractCall) {
		let number = NextCall::<T>::mutate(|next| {
			let number = *next;
			*next = next.saturating_add(1);
			number
		});
		ContractCalls::<T>::insert(number, call);
	}

	/// Remember to tell the contract that the header names how the task has ended.
	pub(crate) fn tell_later(id: TaskId, task: &Task<T::AccountId>) {
		let Some(contract) = task.header.callback else { return };
		let occasion = Occasion::Ended { phase: task.phase, outcome: task.outcome };
		Self::call_later(ContractCall { contract, task: id, limit: task.call_limit, occasion });
	}

	/// Make the calls that are due, oldest first, as far as the block has room for them.
	pub(crate) fn call_contracts(params: &Params, meter: &mut WeightMeter) {
		let mut own = WeightMeter::with_limit(params.callback_budget.min(meter.remaining()));
		let (base, around) = (T::WeightInfo::calls_base(), T::WeightInfo::call_contract());
		if own.try_consume(base).is_err() {
			return;
		}
		// What the numbers no longer allow must not hold up the others for good.
		let most = params.callback_budget.saturating_sub(base).saturating_sub(around);
		let mut number = FirstCall::<T>::get();
		// Read anew each time: a contract that is called may end a task.
		while number < NextCall::<T>::get() {
			let Some(call) = ContractCalls::<T>::get(number) else { break };
			let limit = call.limit.min(most);
			if !own.can_consume(around.saturating_add(limit)) {
				break;
			}
			ContractCalls::<T>::remove(number);
			number = number.saturating_add(1);
			FirstCall::<T>::put(number);
			let used = Self::call_contract(params, &call, limit);
			own.consume(around.saturating_add(used.min(limit)));
		}
		meter.consume(own.consumed());
	}

	/// Make one call. Says what the contract has used.
	fn call_contract(params: &Params, call: &ContractCall, limit: Weight) -> Weight {
		match call.occasion {
			Occasion::Judgement => Self::hear_judge(params, call, limit),
			Occasion::Ended { phase, outcome } => {
				let (id, outcome) = (call.task, outcome.as_ref());
				let (taken, used) =
					T::Contracts::settled(&call.contract, id, phase, outcome, limit);
				Self::deposit_event(if taken {
					Event::CallbackDelivered { task: id }
				} else {
					Event::CallbackFailed { task: id }
				});
				used
			}
		}
	}

	/// Ask the judge, and do what it says: yes pays, anything else asks a panel.
	fn hear_judge(params: &Params, call: &ContractCall, limit: Weight) -> Weight {
		let id = call.task;
		let Some((requester, outcome)) = Self::judged(id).and_then(|task| {
			let outcome = task.outcome?;
			Some((task.requester, outcome))
		}) else {
			return Weight::zero();
		};
		let (verdict, used) = T::Contracts::judge(&call.contract, id, &requester, &outcome, limit);
		// Read anew: the contract may have called the market.
		let Some(mut task) = Self::judged(id) else { return used };
		Self::deposit_event(Event::Judged { task: id, verdict });
		if verdict == Some(true) {
			Self::stand(params, id, &mut task, Some(outcome), true);
			Self::deposit_event(Event::Accepted { task: id, answered: true });
		} else {
			Self::convene(params, id, &mut task, Served::<T>::get());
		}
		Self::keep(id, task);
		used
	}

	/// The task, if it waits for its judge.
	fn judged(id: TaskId) -> Option<Task<T::AccountId>> {
		Tasks::<T>::get(id).filter(|task| {
			task.phase == TaskPhase::Delivered
				&& matches!(task.header.verification, Verification::Contract { .. })
		})
	}
}
