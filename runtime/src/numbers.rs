//! Every number of the design, once, with its unit, its bounds and its reason.
//!
//! Numbers of one subject stand in one module. Tests hold them against one
//! another; `integrity_test` of each pallet holds them against its own rules.

use crate::{Balance, BlockNumber};
use frame_support::{
	parameter_types,
	weights::{
		constants::{BlockExecutionWeight, ExtrinsicBaseWeight, WEIGHT_REF_TIME_PER_MILLIS},
		Weight,
	},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::{FixedU128, Perbill, Perquintill};

/// Time.
pub mod time {
	use super::BlockNumber;

	/// Length of a slot, in milliseconds. Cannot be changed on a living chain.
	///
	/// Two seconds: submit → assigned → committed → settled takes five blocks,
	/// and a person waits ten seconds for a small task.
	pub const SLOT_MS: u64 = 2_000;

	/// Length of an epoch and of a session, in slots: ten minutes.
	///
	/// Cannot be changed on a living chain, so every preset has the same.
	pub const EPOCH_SLOTS: u64 = 300;

	/// Blocks in a minute, if every slot is filled.
	pub const MINUTES: BlockNumber = (60_000 / SLOT_MS) as BlockNumber;
	/// Blocks in an hour, if every slot is filled.
	pub const HOURS: BlockNumber = MINUTES * 60;
	/// Blocks in a day, if every slot is filled.
	pub const DAYS: BlockNumber = HOURS * 24;
}

/// The native token.
pub mod token {
	use super::Balance;

	/// One ATOS: 12 decimals.
	pub const ATOS: Balance = 1_000_000_000_000;
	/// A thousandth of an ATOS.
	pub const MILLI: Balance = ATOS / 1_000;
	/// A millionth of an ATOS.
	pub const MICRO: Balance = ATOS / 1_000_000;

	/// Least a living account holds: 0.001 ATOS.
	///
	/// Devices need none: enrolment keeps their accounts alive.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLI;

	/// Deposit for `items` entries of `bytes` in all, in 10^-12 ATOS: 0.01 ATOS
	/// an entry and 0.0001 ATOS a byte, so that a gigabyte binds 100,000 ATOS.
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		items as Balance * 10 * MILLI + bytes as Balance * 100 * MICRO
	}
}

/// What fits into a block. The reference machine is one core at 3 GHz or more
/// with an NVMe disk: the machine of the SDK's published weights.
pub mod block {
	use super::*;

	/// Share of a block that ordinary transactions may fill; the rest is for
	/// operational ones (commit, reveal, open, governance).
	pub const NORMAL_RATIO: Perbill = Perbill::from_percent(70);

	/// Time all of a block may take to execute, in milliseconds of the reference
	/// machine: a third of the slot. Author and importer each execute it once,
	/// and the last third is for the network.
	pub const EXECUTION_MS: u64 = super::time::SLOT_MS / 3;

	/// Most bytes of a block's ordinary use: 1 MiB, a tenth of a second at 100 Mbit/s.
	pub const MAX_LENGTH: u32 = 1024 * 1024;

	/// Most bytes of a block that carries an operational transaction: 3 MiB. A new
	/// runtime comes in one transaction, and one that does not fit could never be
	/// replaced. The node proposes no block above 4 MiB.
	pub const UPGRADE_LENGTH: u32 = 3 * MAX_LENGTH;

	/// The limit of a block. A solochain needs no storage proof, so that part is
	/// without limit.
	pub const MAX_WEIGHT: Weight =
		Weight::from_parts(EXECUTION_MS * WEIGHT_REF_TIME_PER_MILLIS, u64::MAX);

	parameter_types! {
		/// Limits by dispatch class.
		pub Weights: BlockWeights = weights();
		/// Length by dispatch class.
		pub Length: BlockLength = BlockLength::builder()
			.max_length(MAX_LENGTH)
			.modify_max_length_for_class(
				frame_support::dispatch::DispatchClass::Normal,
				|length| *length = NORMAL_RATIO * MAX_LENGTH,
			)
			.modify_max_length_for_class(
				frame_support::dispatch::DispatchClass::Operational,
				|length| *length = UPGRADE_LENGTH,
			)
			.max_header_size(MAX_LENGTH / 5)
			.build();
		/// How many block hashes are kept, and so how long a transaction may be
		/// mortal: 4,096 blocks, over two hours.
		pub const HashCount: BlockNumber = 4_096;
	}

	fn weights() -> BlockWeights {
		use frame_support::dispatch::DispatchClass;
		BlockWeights::builder()
			.base_block(BlockExecutionWeight::get())
			.for_class(DispatchClass::all(), |class| {
				class.base_extrinsic = ExtrinsicBaseWeight::get();
			})
			.for_class(DispatchClass::Normal, |class| {
				class.max_total = Some(NORMAL_RATIO * MAX_WEIGHT);
			})
			.for_class(DispatchClass::Operational, |class| {
				class.max_total = Some(MAX_WEIGHT);
				class.reserved = Some(MAX_WEIGHT - NORMAL_RATIO * MAX_WEIGHT);
			})
			// What hooks may take before the first transaction is looked at.
			.avg_block_initialization(Perbill::from_percent(10))
			.build_or_panic()
	}
}

/// What a transaction costs.
pub mod fees {
	use super::*;

	/// Fee of one picosecond of the reference machine, as a fraction of 10^-12
	/// ATOS: numerator. A full block costs about two thirds of an ATOS.
	pub const WEIGHT_FEE_NUMERATOR: u128 = 1;
	/// The denominator.
	pub const WEIGHT_FEE_DENOMINATOR: u128 = 1;

	parameter_types! {
		/// Fee of a byte: 10^-6 ATOS. A block full of bytes costs about as much
		/// as a block full of work.
		pub const ByteFee: Balance = super::token::MICRO;
		/// How much an operational transaction's fee counts for its place in the
		/// pool.
		pub const OperationalMultiplier: u8 = 5;
		/// Share of the ordinary part of a block above which fees rise.
		pub const TargetFullness: Perquintill = Perquintill::from_percent(25);
		/// How fast fees move: in an hour of full blocks by about a tenth.
		pub Adjustment: FixedU128 = FixedU128::from_rational(75, 1_000_000);
		/// The least multiplier. Not lower, so that spam in an empty chain is not
		/// free, and so that contracts' gas price stays above zero.
		pub MinMultiplier: FixedU128 = FixedU128::from_rational(1, 10);
		/// The largest multiplier.
		pub MaxMultiplier: FixedU128 = FixedU128::from_u32(1_000);
	}
}

/// Validators and offences.
pub mod consensus {
	use super::*;

	parameter_types! {
		/// Most validators. Each votes in every round of GRANDPA.
		pub const MaxValidators: u32 = 100;
		/// Nobody nominates validators here: they are governed.
		pub const MaxNominators: u32 = 0;
		/// Fewest validators: a change that would leave fewer is not applied.
		pub const MinValidators: u32 = 1;
		/// Sessions whose validators can still be proven, and so how long an
		/// equivocation can be reported: a week.
		pub const KeptSessions: u32 = 7 * 24 * 6;
		/// The same, in GRANDPA's type.
		pub const KeptSetIds: u64 = KeptSessions::get() as u64;
		/// The same, in blocks: how long a report stays in the pool.
		pub const ReportLongevity: u64 = KeptSessions::get() as u64 * super::time::EPOCH_SLOTS;
		/// Length of an epoch in slots.
		pub const EpochSlots: u64 = super::time::EPOCH_SLOTS;
		/// Expected time between blocks, in milliseconds.
		pub const BlockTimeMs: u64 = super::time::SLOT_MS;
		/// Least time between blocks, in milliseconds: half a slot.
		pub const MinimumPeriodMs: u64 = super::time::SLOT_MS / 2;
		/// Deposit for session keys. None: validators are governed.
		pub const KeyDeposit: Balance = 0;
	}
}

/// Council and its tools.
pub mod governance {
	use super::*;

	parameter_types! {
		/// Most council members.
		pub const CouncilMaxMembers: u32 = 13;
		/// Most motions at a time.
		pub const CouncilMaxProposals: u32 = 50;
		/// How long a motion stays open, in blocks: three days.
		pub const MotionDuration: BlockNumber = 3 * super::time::DAYS;
		/// Most weight a motion's call may take.
		pub MaxProposalWeight: Weight = Perbill::from_percent(50) * super::block::MAX_WEIGHT;
		/// How long a whitelisted call waits for being dispatched, in blocks: 30 days.
		pub const WhitelistExpiration: BlockNumber = 30 * super::time::DAYS;
		/// Longest name of a pallet or call that can be paused, in bytes.
		pub const PauseNameLength: u32 = 256;
		/// Deposit for a preimage.
		pub const PreimageBase: Balance = super::token::deposit(1, 0);
		/// Deposit for each byte of a preimage.
		pub const PreimageByte: Balance = super::token::deposit(0, 1);
		/// Most weight that migrations may take of a block: four fifths; the
		/// block's inherents need the rest.
		pub MigrationWeight: Weight = Perbill::from_percent(80) * super::block::MAX_WEIGHT;
		/// Longest cursor of a migration, in bytes.
		pub const MigrationCursorLength: u32 = 65_536;
		/// Longest name of a migration, in bytes.
		pub const MigrationNameLength: u32 = 256;
	}
}

/// Proxies and multiple signatures.
pub mod accounts {
	use super::*;

	parameter_types! {
		/// Deposit for an account's list of proxies.
		pub const ProxyBase: Balance = super::token::deposit(1, 8);
		/// Deposit for each proxy: an account, a kind and a delay.
		pub const ProxyEach: Balance = super::token::deposit(0, 37);
		/// Most proxies of an account.
		pub const MaxProxies: u32 = 32;
		/// Most announced calls of a proxy.
		pub const MaxPending: u32 = 32;
		/// Deposit for a proxy's list of announcements.
		pub const AnnouncementBase: Balance = super::token::deposit(1, 8);
		/// Deposit for each announcement: an account, a hash and a block number.
		pub const AnnouncementEach: Balance = super::token::deposit(0, 68);
		/// Deposit for a call that waits for signatures.
		pub const MultisigBase: Balance = super::token::deposit(1, 88);
		/// Deposit for each signatory.
		pub const MultisigEach: Balance = super::token::deposit(0, 32);
		/// Most signatories.
		pub const MaxSignatories: u32 = 100;
	}
}

/// Contracts.
pub mod contracts {
	use super::*;

	parameter_types! {
		/// Deposit for an entry of the main trie.
		pub const DepositPerItem: Balance = super::token::deposit(1, 0);
		/// Deposit for an entry of a contract's own storage: a hundredth, because
		/// a Solidity contract makes one of every value.
		pub const DepositPerChildTrieItem: Balance = super::token::deposit(1, 0) / 100;
		/// Deposit for a byte.
		pub const DepositPerByte: Balance = super::token::deposit(0, 1);
		/// Share of a code's deposit held from each of its instances.
		pub const CodeHashLockup: Perbill = Perbill::from_percent(30);
		/// Number by which Ethereum wallets know the chain.
		pub const ChainId: u64 = 420_042;
		/// From 12 decimals to Ethereum's 18.
		pub const NativeToEthRatio: u32 = 1_000_000;
		/// Most of a block's weight a transaction of an Ethereum wallet may take.
		pub MaxEthWeight: FixedU128 = FixedU128::from_rational(9, 10);
		/// Scale between this chain's gas and Ethereum's, so that limits that
		/// tools have written in are enough.
		pub const GasScale: u32 = 10;
		/// Memory a node gives the runtime, in bytes: the executor's default of
		/// 2,048 pages.
		pub const RuntimeMemory: u32 = 128 * 1024 * 1024;
		/// Memory in which one block's storage must fit, in bytes.
		pub const BlockMemory: u32 = 512 * 1024 * 1024;
	}
}

/// The ledger of who helped whom.
pub mod credit {
	use super::*;
	use atous_primitives::CREDIT;
	use pallet_credit::Params;

	parameter_types! {
		/// Every number the ledger starts with.
		pub Numbers: Params = params();
	}

	/// `integrity_test` holds them together.
	pub fn params() -> Params {
		Params {
			token: super::token::ATOS,
			// 100 ATOS back 14,400 credits: the entry limit, a quarter, is one
			// core-hour. At most token price ÷ (2 × price of an outside core-second),
			// or a bond would be worth losing for the work it buys.
			credit_per_token: 144 * CREDIT,
			min_bond: 100 * super::token::ATOS,
			// Ten core-days: three quarters of it pay five copies of the largest task
			// (43,200 work units) at three times the base price.
			limit_cap: 864_000 * CREDIT,
			// A debtor keeps a quarter for collateral, or it could not work it off.
			task_share: Perbill::from_percent(75),
			// On what debt finances, while the commons is empty.
			surcharge: Perbill::from_percent(5),
			// Three fifths of it to the device that serves the debtor.
			bonus_share: Perbill::from_percent(60),
			// Ten devices could default on their first day on all they may owe.
			commons_floor: 36_000 * CREDIT,
			// One part in 32 of what is held.
			commons_share: Perbill::from_parts(31_250_000),
			// Ten core-hours: above it credit is a hoard.
			very_positive_floor: 36_000 * CREDIT,
			// A week, in blocks: the furthest deadline.
			leave_cooldown: 7 * super::time::DAYS,
			// Machines that are always free and ask for little would else take up what all
			// others may owe, and nobody could ask any more: at two in a hundred a week a
			// mesh of which they are a tenth came to a halt.
			demurrage_half_life: 28 * super::time::DAYS,
			// What a device did three months ago counts an eighth.
			history_half_life: 30 * super::time::DAYS,
			// As much as decays has to find its way back. A crew of three tenths that asks
			// itself for nothing gets three quarters of it at most, and so would be paid
			// 95 for each 100.
			matching: Perbill::from_percent(25),
			// A holiday is no default.
			inactivity: 30 * super::time::DAYS,
			declining: 60 * super::time::DAYS,
			// At most one part in a hundred, or Sybil callers would get bonds back.
			write_off_reward: Perbill::from_percent(1),
			review_period: 7 * super::time::DAYS,
			write_off_tolerance: Perbill::from_percent(1),
		}
	}
}

/// The market.
pub mod tasks {
	use super::*;
	use atous_primitives::CREDIT;
	use pallet_tasks::Params;

	/// Share of a block the market may use before transactions: at some 3 ms a task
	/// of quorum two, fifty tasks matched in a block.
	pub const MATCH_SHARE: Perbill = Perbill::from_percent(25);

	parameter_types! {
		/// Every number the market starts with.
		pub Numbers: Params = params();
	}

	/// `integrity_test` holds them together.
	pub fn params() -> Params {
		Params {
			block_ms: super::time::SLOT_MS as u32,
			// One credit a work unit: that is what a credit is.
			base_price: CREDIT as u64,
			// Four times down or up: further, and the price list has to be thought over.
			price_floor: CREDIT as u64 / 4,
			price_ceiling: CREDIT as u64 * 4,
			// A hundredth of a work unit: what fetching and starting costs.
			minimum_fuel: 10_000_000,
			// Bounds what one device can put into the queue and the state.
			max_open_tasks: 16,
			// Three blocks are seen on two validators; twice that.
			finality_lag: 6,
			// Ten served blocks, twenty seconds.
			window_floor: 10,
			// A minute for finding devices.
			queue_allowance: super::time::MINUTES,
			// A week: nearly three attempts of the largest task in a row.
			max_deadline: 7 * super::time::DAYS,
			// A month: activity is liveness, there are no heartbeats.
			max_offer_lifetime: 30 * super::time::DAYS,
			// The best of four, found in at most 32 reads: simulated, this lets
			// debtors earn and keeps a match's cost independent of the offers.
			draw_eligible: 4,
			draw_reads: 32,
			// More than the budget allows, so that the budget is what bounds.
			scan_per_block: 128,
			agenda_per_block: 128,
			match_budget: MATCH_SHARE * super::block::MAX_WEIGHT,
			// Five minutes; an hour at most, so that nobody waits longer than that
			// behind those who came later.
			boost_floor: 150,
			boost_cap: 1_800,
			// The last session.
			boost_memory: super::time::EPOCH_SLOTS as u32,
			// A task that found nobody is tried again within about a minute.
			retry_max: 32,
			// Half a day: a laptop that slept over night finds its result.
			retention: super::time::DAYS / 2,
			// Three, one regained per eight settled, then a quarter of a pay.
			give_back_tokens: 3,
			give_back_regain: 8,
			give_back_percent: 25,
			// As much as one check in twenty costs: what is left over once a device has a
			// record pays for the replacements of those who fail.
			check_premium: Perbill::from_percent(5),
			adaptive_cap: 40,
			seasoned: 10,
			// Enough to notice a ring that agrees with itself.
			audit_one_in: 40,
			// A minute, then two, four, …, a day.
			backoff_base: super::time::MINUTES,
			backoff_max: super::time::DAYS,
			// As much as the surcharge of a debtor while the commons is empty.
			urgency_premium: Perbill::from_percent(5),
			// Two thirds: who owes much and works comes before who only pays.
			urgency_share: Perbill::from_parts(666_666_666),
			// Two owners at the least are served in every block.
			owner_share: Perbill::from_parts(666_666_666),
			// A tenth of a credit: ten devices with the smallest bond could keep some
			// 270,000 tasks open by it, were they not bounded one by one as well.
			task_deposit: CREDIT / 10,
			// Who puts much aside and takes it back hides it from everyone else meanwhile.
			deposit_share: Perbill::from_parts(1_000_000),
			// A device and two that confirm it; three that do not.
			panel: 3,
			// A minute: a sidecar fetches and looks at a small result on its own.
			accept_window_min: super::time::MINUTES,
			// A day: a person looks at it.
			accept_window_max: super::time::DAYS,
			// 20 ms of the reference machine, for a contract that checks a signature or a
			// sum, not one that does the work again.
			judge_weight: Perbill::from_percent(3) * super::block::MAX_WEIGHT,
			// Three such calls a block at the most.
			callback_budget: Perbill::from_percent(10) * super::block::MAX_WEIGHT,
			// What passing credit on costs by other ways: surcharge, premium and chance.
			delivery_premium: Perbill::from_percent(10),
			// A day: most machines are free at some hour of it, and those who are not always
			// there must not be left out.
			jury_patience: super::time::DAYS,
		}
	}
}

/// The device lane.
///
/// Quota counts *lane time*: the time a call takes on the reference machine, or
/// its share of the block's length in the same unit, whichever is more.
pub mod lane {
	use super::*;
	use frame_support::weights::constants::WEIGHT_REF_TIME_PER_MICROS;

	parameter_types! {
		/// Length of a window, in blocks: an epoch, ten minutes.
		pub const Window: BlockNumber = super::time::EPOCH_SLOTS as BlockNumber;
		/// What every device may use in a window for failed calls about work it was
		/// given, in picoseconds: 75 ms. Enough to be wrong about a dozen tasks,
		/// however many devices there are; those that succeed cost nothing.
		pub const Reserve: u64 = 75_000 * WEIGHT_REF_TIME_PER_MICROS;
		/// Of the ordinary part of all blocks of a window, the share that all
		/// devices have between them: with a hundred devices 0.7 s each, with ten
		/// thousand 7 ms. Beyond that owners pay, or the blocks would not hold it.
		pub const Share: Perbill = Perbill::from_percent(50);
		/// How long a device's transaction waits in the pool, in blocks: a
		/// minute. What it says about tasks is stale after that.
		pub const Longevity: u64 = super::time::MINUTES as u64;
	}
}
