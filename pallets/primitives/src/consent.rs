//! What a device signs to let an owner enrol it.

use crate::{Hash, ServedBlock};
use alloc::vec::Vec;
use codec::Encode;

/// Domain of the signature: no other message of the system begins so.
pub const DOMAIN: &[u8] = b"atous/enrol/1";

/// The message a device signs: domain, genesis hash, owner, device, and the
/// block number after which the consent is void.
pub fn message(
	genesis: &Hash,
	owner: &[u8; 32],
	device: &[u8; 32],
	expiry: ServedBlock,
) -> Vec<u8> {
	(DOMAIN, genesis, owner, device, expiry).encode()
}
