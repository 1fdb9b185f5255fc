//! What each operation does.

use crate::{
	numbers,
	op::Op,
	world::{device, device_key, owner, World, DEVICES, OWNERS},
};
use atous_primitives::{
	merkle::{consistency_proof, leaf_hash, root_of, Node},
	views::TaskPhase,
	Cid, Class, FlagSummary, Hash, Latency, OfferSpec, TaskHeader, TaskId, Verification, CREDIT,
	FUEL_PER_WORK_UNIT, PROFILE_WASM_1,
};
use atous_runtime::{
	lane, numbers::token::ATOS, AccountId, Credit, RuntimeCall, RuntimeOrigin, Signature, System,
};
use sp_core::Pair;
use sp_runtime::traits::Dispatchable;
use std::sync::OnceLock;

/// A header in which everything has its usual value.
///
/// Built from the JSON form, so that fields which may be left out are.
fn usual_header() -> TaskHeader {
	static HEADER: OnceLock<TaskHeader> = OnceLock::new();
	let build = || {
		let cid = |text: &[u8]| serde_json::to_value(Cid::of_raw(text)).expect("has a JSON form");
		let header = serde_json::json!({
			"payload": cid(b"payload"),
			"input": cid(b"input"),
			"class": "wasm-small",
			"requirements": { "memory_mib": 64 },
			"work_limit": FUEL_PER_WORK_UNIT,
			"max_price": "18446744073709551615",
			"deadline": numbers::MAX_DEADLINE,
		});
		serde_json::from_value(header).expect("a header has this JSON form")
	};
	HEADER.get_or_init(build).clone()
}

/// Root of what a node of a log covers.
fn below(log: &[Hash], node: Node) -> Hash {
	let width = 1usize << node.level;
	let start = node.index as usize * width;
	root_of(log.get(start..start + width).unwrap_or_default())
}

/// The header that an operation asks for. Some are refused.
fn header(work: u8, verification: u8, deadline: u8, latency: u8) -> TaskHeader {
	// One in four is large: up to what a new device may owe, and beyond.
	let units = if work < 192 { work % 8 + 1 } else { work % 60 + 1 };
	TaskHeader {
		work_limit: u64::from(units) * FUEL_PER_WORK_UNIT,
		deadline: 100 + u32::from(deadline) * 5 / 4,
		verification: match verification % 8 {
			0..=2 => Verification::Adaptive,
			3 => Verification::Redundant { quorum: 3, max: 5 },
			4 => Verification::Redundant { quorum: 2, max: 3 },
			5 => Verification::Redundant { quorum: verification / 8 % 6, max: 8 },
			6 => Verification::Requester { window: 28 + u32::from(verification / 8) },
			_ => Verification::default(),
		},
		latency: [Latency::Batch, Latency::Batch, Latency::Interactive, Latency::Realtime]
			[usize::from(latency % 4)],
		urgent: latency & 16 != 0,
		..usual_header()
	}
}

impl World {
	/// Do one thing.
	pub fn apply(&mut self, op: Op) {
		match op {
			Op::Next { skip, more } => {
				self.next_block(u64::from(skip % 4) + 1, true);
				for _ in 0..more % 32 {
					self.next_block(1, true);
				}
			}
			Op::Session => self.next_block(self.clock.to_session(), true),
			Op::Leap { blocks } => {
				System::set_block_number(System::block_number() + u32::from(blocks % 1_024));
			}
			Op::Blind => self.next_block(1, false),
			Op::Habit { device, habit } => self.habits[usize::from(device % DEVICES)] = habit,
			Op::TaskNumber { which, value } => {
				let params = numbers::other_tasks(which, value);
				self.govern(pallet_tasks::Call::set_params { params });
			}
			Op::CreditNumber { which, value } => {
				let params = numbers::other_credit(which, value);
				self.govern(pallet_credit::Call::set_params { params });
			}
			Op::Any { actor, call } => {
				let count = OWNERS + DEVICES;
				let actor = actor % count;
				let who = actor.checked_sub(OWNERS).map_or_else(|| owner(actor), device);
				self.transact(&who, *call);
			}
			other => self.apply_peoples(other),
		}
	}

	/// What owners do.
	fn apply_peoples(&mut self, op: Op) {
		let call = match op {
			Op::Enroll { owner, device, bond } => {
				self.enroll(owner, device, bond);
				return;
			}
			Op::Leave { device: number } => pallet_credit::Call::leave { device: device(number) },
			Op::Claim { device: number } => {
				pallet_credit::Call::claim_bond { device: device(number) }
			}
			Op::TopUp { device: number, amount } => pallet_credit::Call::top_up_bond {
				device: device(number),
				amount: u128::from(amount) * ATOS,
			},
			Op::Reduce { device: number, amount } => pallet_credit::Call::reduce_bond {
				device: device(number),
				amount: u128::from(amount) * ATOS,
			},
			Op::WriteOff { owner: by, device: number } => {
				let call = pallet_credit::Call::write_off { device: device(number) };
				self.transact(&owner(by), call);
				return;
			}
			Op::Touch { device: number } => pallet_credit::Call::touch { device: device(number) },
			Op::Allow { device: number, amount } => {
				let amount = u128::from(amount) * ATOS / 1_000_000;
				let call = lane::Call::set_allowance { device: device(number), amount };
				self.transact(&owner(number), call);
				return;
			}
			other => return self.apply_machines(other),
		};
		let (Op::Leave { device: number }
		| Op::Claim { device: number }
		| Op::TopUp { device: number, .. }
		| Op::Reduce { device: number, .. }
		| Op::Touch { device: number }) = op
		else {
			return;
		};
		self.transact(&self.owner_of(number), call);
	}

	/// What devices do.
	fn apply_machines(&mut self, op: Op) {
		use pallet_tasks::Call;
		match op {
			Op::Offer { device, cores, memory, price, lifetime, classes } => {
				self.offer(device, cores, memory, price, lifetime, classes);
			}
			Op::Withdraw { device: number } => {
				self.transact(&device(number), Call::withdraw {});
			}
			Op::Submit { device: number, work, verification, deadline, latency } => {
				let header = header(work, verification, deadline, latency);
				self.transact(&device(number), Call::submit { header });
			}
			Op::Cancel { task } => {
				let next = pallet_tasks::NextTask::<atous_runtime::Runtime>::get();
				let task = next.saturating_sub(u64::from(task % 16) + 1);
				let stored = pallet_tasks::Tasks::<atous_runtime::Runtime>::get(task);
				let Some(requester) = stored.map(|stored| stored.requester) else { return };
				self.transact(&requester, Call::cancel { task });
			}
			Op::Work { pick, answer } => {
				let Some((who, id)) = self.pick(pick) else { return };
				self.act(&who, id, answer, false);
			}
			Op::GiveBack { pick } => {
				let Some((who, task)) = self.pick(pick) else { return };
				self.transact(&who, Call::give_back { task });
			}
			Op::Answer { pick, accept } => {
				let delivered = pallet_tasks::Tasks::<atous_runtime::Runtime>::iter()
					.filter(|(_, task)| task.phase == TaskPhase::Delivered)
					.map(|(task, stored)| (task, stored.requester));
				let mut delivered: Vec<(TaskId, AccountId)> = delivered.collect();
				if delivered.is_empty() {
					return;
				}
				let (task, requester) = delivered.swap_remove(usize::from(pick) % delivered.len());
				let accepts: RuntimeCall = Call::accept { task, opening: None }.into();
				let disputes: RuntimeCall = Call::dispute { task }.into();
				self.transact(&requester, if accept { accepts } else { disputes });
			}
			Op::Report { device: number, answer } => self.report(&device(number), answer),
			Op::Announce { device: number, length } => {
				let text = vec![b'/'; usize::from(length)];
				let Ok(address) = text.try_into() else { return };
				self.transact(&device(number), Call::announce { address });
			}
			Op::Anchor { device, grow, forged } => self.anchor(device, grow, forged),
			_ => {}
		}
	}

	/// Have governance make a call.
	pub fn govern(&mut self, call: impl Into<RuntimeCall>) {
		// Numbers that do not fit together are refused.
		let _ = call.into().dispatch(RuntimeOrigin::root());
		self.history.observe();
	}

	/// Who would act for a device: its owner, or somebody before it has one.
	fn owner_of(&self, number: u8) -> AccountId {
		use atous_support::Devices;
		Credit::owner_of(&device(number)).unwrap_or_else(|| owner(number))
	}

	/// Have an owner enrol a device. Says whether that succeeded.
	pub fn enroll(&mut self, by: u8, number: u8, bond: u8) -> bool {
		let (owner, device) = (owner(by), device(number));
		let expiry = System::block_number();
		let message = Credit::consent_message(&owner, &device, expiry);
		let consent = Signature::from(device_key(number).sign(&message));
		let bond = (95 + u128::from(bond)) * ATOS;
		let bond = bond.max(numbers::credit().min_bond);
		self.transact(&owner, pallet_credit::Call::enroll { device, bond, expiry, consent })
	}

	/// Have a device offer. Says whether that succeeded.
	pub fn offer(
		&mut self,
		number: u8,
		cores: u8,
		memory: u8,
		price: u8,
		lifetime: u8,
		classes: u8,
	) -> bool {
		let all = [Class::WasmSmall, Class::WasmMedium];
		let spec = OfferSpec {
			classes: all[..usize::from(classes % 3).min(2)].to_vec().try_into().unwrap_or_default(),
			profile: PROFILE_WASM_1,
			cores: u16::from(cores % 6),
			memory_mib: u32::from(memory % 16) * 64,
			accelerator: Default::default(),
			io: Default::default(),
			reserve_price: u64::from(price % 4) * CREDIT as u64 / 2,
			latency: [Latency::Realtime, Latency::Interactive, Latency::Realtime, Latency::Batch]
				[usize::from(price / 4 % 4)],
			code_hashes: Default::default(),
			milliwatts_per_core: (price > 128).then_some(u32::from(price)),
			lifetime: u32::from(lifetime) * 2,
		};
		self.transact(&device(number), pallet_tasks::Call::offer { spec })
	}

	/// Have a device anchor its log after `grow` more flags; a forged one has another
	/// beginning than the one anchored before.
	fn anchor(&mut self, number: u8, grow: u8, forged: bool) {
		let number = number % DEVICES;
		let who = device(number);
		let mut log = self.logs[usize::from(number)].clone();
		let before = log.len() as u64;
		if let (true, Some(first)) = (forged, log.first_mut()) {
			first[0] ^= 1;
		}
		log.extend((0..grow % 16).map(|n| leaf_hash(&[number, n, before as u8])));
		let size = log.len() as u64;
		let below = |node: Node| -> Result<Hash, ()> { Ok(below(&log, node)) };
		let proof = consistency_proof(before.min(size), size, below).unwrap_or_default();
		let Ok(proof) = proof.to_vec().try_into() else { return };
		let summary = FlagSummary { info: size, warning: 0, critical: 0 };
		let root = root_of(&log);
		let call = pallet_flags::Call::anchor { size, root, proof, summary };
		let done = self.transact(&who, call);
		assert!(!(done && forged && before > 0), "a log was rewritten");
		if done {
			self.logs[usize::from(number)] = log;
		}
	}
}
