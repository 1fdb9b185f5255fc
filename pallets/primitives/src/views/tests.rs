//! Answers in JSON.

use super::*;

#[test]
fn a_quote_without_what_was_added_later_can_still_be_read() {
	let text = r#"{
		"price": "1000000", "escrow": "20000000", "queue_place": 3, "eligible": 2,
		"expected_blocks": 12, "least_deadline": 78
	}"#;
	let quote: Quote = serde_json::from_str(text).expect("an earlier quote");
	assert_eq!((quote.deposit, quote.urgency, quote.offers, quote.sampled), (0, 0, 0, 0));
	// It said nothing about these, and so they are not claimed.
	assert_eq!((quote.queue_exact, quote.starts_in), (false, None));
}

#[test]
fn a_quote_keeps_its_form() {
	let quote = Quote {
		price: 1_000_000,
		escrow: i128::MAX,
		queue_place: 256,
		eligible: 2,
		expected_blocks: 12,
		least_deadline: 78,
		deposit: 100_000,
		urgency: 1,
		queue_exact: false,
		offers: 9,
		sampled: 9,
		starts_in: Some(4),
	};
	let json = serde_json::to_value(&quote).expect("it can be written");
	assert_eq!(json["escrow"], i128::MAX.to_string());
	assert_eq!((&json["deposit"], &json["urgency"]), (&"100000".into(), &"1".into()));
	assert_eq!(serde_json::from_value::<Quote>(json).expect("it can be read"), quote);
	assert_eq!(Quote::decode(&mut &quote.encode()[..]), Ok(quote));
}
