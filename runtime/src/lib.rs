//! The state machine of the Atous chain: which pallets it has, and with which
//! numbers.
//!
//! | file | what stands there |
//! |---|---|
//! | [`numbers`] | every number of the design, with its unit, bounds and reason |
//! | `construct` | the list of pallets and their indices |
//! | `system` | block limits, accounts, balances, batches, proxies |
//! | `consensus` | BABE, GRANDPA, sessions, the validators' membership, offences |
//! | `fees` | what a transaction costs, and who gets it |
//! | `governance` | council, whitelist, preimages, pausing, migrations, sudo |
//! | `mesh` | credit, tasks, flags, and how they meet |
//! | [`lane`] | how device keys pay: by quota, not by fee |
//! | `contracts` | the contracts' virtual machine |
//! | [`randomness`] | chance for the market, from this block's own VRF output |
//! | [`genesis`] | the presets of a new chain |
//! | [`api`], `apis` | what a node or client may ask |
//! | `benchmarks` | what `make weights` measures, in a runtime built for it |

#![cfg_attr(not(feature = "std"), no_std)]
// `construct_runtime` and the revive APIs nest deeper than the default allows.
#![recursion_limit = "1024"]

extern crate alloc;

// Defines `WASM_BINARY` (compressed) and `WASM_BINARY_BLOATY`. Not those of a runtime
// built for benchmarks, which only lie in the target folder: no node is to hold them.
#[cfg(all(feature = "std", not(feature = "runtime-benchmarks")))]
#[allow(missing_docs, dead_code)]
mod wasm {
	include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}
#[cfg(all(feature = "std", not(feature = "runtime-benchmarks")))]
pub use wasm::{WASM_BINARY, WASM_BINARY_BLOATY};

#[allow(clippy::multiple_bound_locations)] // what the macro of sp-api generates
pub mod api;
#[allow(missing_docs)] // what the macros of sp-api generate has no docs
mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
mod consensus;
#[allow(missing_docs)] // what the macro generates has no docs
mod construct;
mod contracts;
mod fees;
pub mod genesis;
mod governance;
pub mod lane;
mod mesh;
pub mod numbers;
pub mod randomness;
mod system;

pub use apis::{RuntimeApi, RUNTIME_API_VERSIONS};
pub use consensus::{SessionKeys, ValidatorsInstance};
pub use construct::*;
pub use contracts::EthExtraImpl;
pub use governance::{CouncilInstance, CouncilMembersInstance};
pub use system::ProxyKind;

use alloc::borrow::Cow;
use pallet_revive::evm::tx_extension::SetOrigin;
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

/// Signature of a transaction: sr25519, ed25519, ECDSA or Ethereum.
pub type Signature = MultiSignature;
/// An account: 32 bytes.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// An amount of the native token, in units of 10^-12 ATOS.
pub type Balance = u128;
/// Number of a block.
pub type BlockNumber = u32;
/// How many transactions an account has signed.
pub type Nonce = u32;
/// A hash of the chain: BLAKE2b-256.
pub type Hash = sp_core::H256;
/// How transactions name an account.
pub type Address = MultiAddress<AccountId, ()>;
/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// What every transaction carries beside its call, in this order.
///
/// [`lane::ChargeOrQuota`] shows itself to clients as `ChargeTransactionPayment`.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckMortality<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	lane::ChargeOrQuota<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	// After every extension that relies on a signed origin.
	SetOrigin<Runtime>,
	// Last, so that it sees what all others gave back.
	frame_system::WeightReclaim<Runtime>,
);

/// What a transaction that never expires carries. `origin` is the default unless it comes
/// from an Ethereum wallet.
pub fn extension(nonce: Nonce, tip: Balance, origin: SetOrigin<Runtime>) -> TxExtension {
	(
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(generic::Era::Immortal),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		lane::ChargeOrQuota::from_tip(tip),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		origin,
		frame_system::WeightReclaim::new(),
	)
}

/// A transaction as it travels.
pub type UncheckedExtrinsic =
	pallet_revive::evm::runtime::UncheckedExtrinsic<Address, Signature, EthExtraImpl>;

/// What a transaction signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// Runs blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// Blocks as the node sees them: transactions are bytes, so that the node need
/// not be rebuilt when the runtime is upgraded.
pub mod opaque {
	use super::BlakeTwo256;
	use sp_runtime::generic;

	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// Header of a block.
	pub type Header = generic::Header<super::BlockNumber, BlakeTwo256>;
	/// A block.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
	/// Names a block.
	pub type BlockId = generic::BlockId<Block>;
}

/// Version of this runtime.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("atous"),
	impl_name: Cow::Borrowed("atous"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};
