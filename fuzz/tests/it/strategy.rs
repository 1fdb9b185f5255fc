//! Random cases: mostly what makes a living mesh, sometimes anything at all.

use atous_fuzz::Op;
use atous_runtime::RuntimeCall;
use proptest::prelude::*;

/// A sequence of up to `most` operations.
pub fn case(most: usize) -> impl Strategy<Value = Vec<Op>> {
	prop::collection::vec(op(), most / 4..most)
}

fn op() -> impl Strategy<Value = Op> {
	prop_oneof![
		20 => work(),
		14 => time(),
		6 => people(),
		3 => governance(),
		2 => stranger(),
	]
}

/// What devices do in the market.
fn work() -> impl Strategy<Value = Op> {
	let byte = any::<u8>;
	prop_oneof![
		4 => (byte(), 1..6u8, 2..16u8, 0..12u8, 20..255u8, 1..3u8).prop_map(
			|(device, cores, memory, price, lifetime, classes)| Op::Offer {
				device, cores, memory, price, lifetime, classes
			}
		),
		8 => (byte(), byte(), byte(), byte(), byte()).prop_map(
			|(device, work, verification, deadline, latency)| Op::Submit {
				device, work, verification, deadline, latency
			}
		),
		3 => (byte(), byte()).prop_map(|(device, habit)| Op::Habit { device, habit }),
		2 => (byte(), byte()).prop_map(|(pick, answer)| Op::Work { pick, answer }),
		1 => (byte(), byte()).prop_map(|(device, answer)| Op::Report { device, answer }),
		1 => byte().prop_map(|pick| Op::GiveBack { pick }),
		4 => (byte(), any::<bool>()).prop_map(|(pick, accept)| Op::Answer { pick, accept }),
		1 => byte().prop_map(|task| Op::Cancel { task }),
		1 => byte().prop_map(|device| Op::Withdraw { device }),
		1 => (byte(), 0..140u8).prop_map(|(device, length)| Op::Announce { device, length }),
		1 => (byte(), byte(), prop::bool::weighted(0.2)).prop_map(
			|(device, grow, forged)| Op::Anchor { device, grow, forged }
		),
	]
}

/// The passing of blocks.
fn time() -> impl Strategy<Value = Op> {
	prop_oneof![
		8 => (0..4u8, 0..3u8).prop_map(|(skip, more)| Op::Next { skip, more }),
		2 => (3..32u8).prop_map(|more| Op::Next { skip: 0, more }),
		1 => Just(Op::Session),
		1 => Just(Op::Blind),
		1 => (0..1_024u16).prop_map(|blocks| Op::Leap { blocks }),
	]
}

/// What owners do.
fn people() -> impl Strategy<Value = Op> {
	let byte = any::<u8>;
	prop_oneof![
		2 => (byte(), byte(), byte()).prop_map(
			|(owner, device, bond)| Op::Enroll { owner, device, bond }
		),
		2 => byte().prop_map(|device| Op::Leave { device }),
		1 => byte().prop_map(|device| Op::Claim { device }),
		1 => (byte(), byte()).prop_map(|(device, amount)| Op::TopUp { device, amount }),
		1 => (byte(), byte()).prop_map(|(device, amount)| Op::Reduce { device, amount }),
		2 => (byte(), byte()).prop_map(|(owner, device)| Op::WriteOff { owner, device }),
		1 => byte().prop_map(|device| Op::Touch { device }),
		1 => (byte(), any::<u32>()).prop_map(|(device, amount)| Op::Allow { device, amount }),
	]
}

/// What governance sets: likely and unlikely numbers.
fn governance() -> impl Strategy<Value = Op> {
	let value = || prop_oneof![0..100u32, 0..2_000_000u32, any::<u32>()];
	prop_oneof![
		(any::<u8>(), value()).prop_map(|(which, value)| Op::TaskNumber { which, value }),
		(any::<u8>(), value()).prop_map(|(which, value)| Op::CreditNumber { which, value }),
	]
}

/// Calls that come out of order, or from those who may not make them.
fn stranger() -> impl Strategy<Value = Op> {
	let call = prop_oneof![
		any::<u64>().prop_map(|task| pallet_tasks::Call::cancel { task: task % 16 }.into()),
		(any::<u64>(), any::<[u8; 32]>()).prop_map(|(task, commitment)| {
			pallet_tasks::Call::commit { task: task % 16, commitment }.into()
		}),
		any::<u64>().prop_map(|task| {
			let outcome = atous_primitives::Outcome::OutOfFuel;
			pallet_tasks::Call::open { task: task % 16, outcome }.into()
		}),
		Just(pallet_tasks::Call::withdraw {}.into()),
		any::<Vec<u8>>().prop_map(|remark| frame_system::Call::remark { remark }.into()),
	];
	(any::<u8>(), call)
		.prop_map(|(actor, call): (u8, RuntimeCall)| Op::Any { actor, call: Box::new(call) })
}
