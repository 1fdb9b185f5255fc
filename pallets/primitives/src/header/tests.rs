//! The header in both its forms, and its bounds.

use super::*;

fn sample() -> TaskHeader {
	let text = include_str!("../../../../payloads/samples/header.json");
	serde_json::from_str(text).expect("the sample is a header")
}

#[test]
fn the_sample_is_valid_and_keeps_its_form() {
	let header = sample();
	assert_eq!(header.validate(), Ok(()));
	let text = include_str!("../../../../payloads/samples/header.json");
	let original: serde_json::Value = serde_json::from_str(text).expect("it is JSON");
	assert_eq!(serde_json::to_value(&header).expect("it can be written"), original);
	assert_eq!(TaskHeader::decode(&mut &header.encode()[..]), Ok(header));
}

#[test]
fn what_is_left_out_takes_its_default() {
	let text = r#"{
		"payload": "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
		"input": "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
		"class": "wasm-small", "requirements": { "memory_mib": 64 },
		"work_limit": 1, "max_price": "1", "deadline": 100
	}"#;
	let header: TaskHeader = serde_json::from_str(text).expect("a short header");
	assert_eq!(header.validate(), Ok(()));
	assert_eq!(header.verification, Verification::Redundant { quorum: 2, max: 5 });
	assert_eq!(header.requirements.cores, 1);
	assert!(!header.urgent);
}

#[test]
fn unknown_fields_and_long_texts_are_refused() {
	let mut value = serde_json::to_value(sample()).expect("it can be written");
	value["metadata"]["name"] = "x".repeat(65).into();
	assert!(serde_json::from_value::<TaskHeader>(value.clone()).is_err());
	value["metadata"]["name"] = "x".repeat(64).into();
	assert!(serde_json::from_value::<TaskHeader>(value.clone()).is_ok());
	value["surprise"] = 1.into();
	assert!(serde_json::from_value::<TaskHeader>(value).is_err());
}

#[test]
fn each_bound_is_checked() {
	let check = |change: fn(&mut TaskHeader), why| {
		let mut header = sample();
		change(&mut header);
		assert_eq!(header.validate(), Err(why));
	};
	check(|h| h.profile = 0, HeaderError::UnknownProfile);
	check(|h| h.runtime = RuntimeKind::Oci, HeaderError::ClassMismatch);
	check(|h| h.work_limit = 0, HeaderError::WorkLimitOutOfRange);
	check(|h| h.work_limit = h.class.limits().work + 1, HeaderError::WorkLimitOutOfRange);
	check(|h| h.requirements.cores = 2, HeaderError::CoresOutOfRange);
	check(|h| h.requirements.memory_mib = 513, HeaderError::MemoryOutOfRange);
	check(
		|h| h.verification = Verification::Redundant { quorum: 3, max: 4 },
		HeaderError::QuorumOutOfRange,
	);
	check(
		|h| {
			h.class = Class::OciSmall;
			h.runtime = RuntimeKind::Oci;
		},
		HeaderError::NotDeterministic,
	);
}

#[test]
fn work_takes_as_many_blocks_as_their_length_says() {
	let blocks = |units: u64, block_ms| {
		let work_limit = units * profile::FUEL_PER_WORK_UNIT;
		TaskHeader { work_limit, ..sample() }.work_blocks(block_ms)
	};
	assert_eq!([blocks(1, 2_000), blocks(2, 2_000), blocks(3, 2_000)], [1, 1, 2]);
	assert_eq!([blocks(60, 2_000), blocks(60, 6_000), blocks(60, 120_000)], [30, 10, 1]);
	// A length of zero is taken for the shortest.
	assert_eq!(blocks(1, 0), 1_000);
}
