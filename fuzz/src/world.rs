//! The people and machines of a case, and the chain they share.

use crate::{
	block::Clock,
	history::{History, Tally},
	numbers, promises,
};
use atous_primitives::{Class, Hash};
use atous_runtime::{
	extension, genesis::BABE_EPOCH, numbers::token::ATOS, AccountId, BabeConfig, Balance,
	BalancesConfig, Runtime, RuntimeCall, RuntimeGenesisConfig, SessionConfig, SessionKeys, System,
	TxExtension, ValidatorSetConfig,
};
use codec::Encode;
use frame_support::dispatch::GetDispatchInfo;
use sp_core::{sr25519, Pair, H256};
use sp_io::TestExternalities;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{
	generic::{CheckedExtrinsic, ExtrinsicFormat},
	traits::Applyable,
	BuildStorage, StateVersion,
};
use std::sync::OnceLock;

/// People who own devices.
pub const OWNERS: u8 = 5;
/// Machines, some of which are enrolled when a case begins.
pub const DEVICES: u8 = 14;
/// Devices that are enrolled when a case begins.
const ENROLLED: u8 = 11;
/// Of them, those with a record of checked results.
const SEASONED: u8 = 4;
/// What each owner has, in 10^-12 ATOS.
const FUNDS: Balance = 10_000 * ATOS;
/// Bytes of a signed transaction beside its call.
const ENVELOPE: usize = 112;

/// The account of an owner.
pub(crate) fn owner(number: u8) -> AccountId {
	[0xA0 + number % OWNERS; 32].into()
}

/// The key of a device.
pub(crate) fn device_key(number: u8) -> &'static sr25519::Pair {
	static KEYS: OnceLock<Vec<sr25519::Pair>> = OnceLock::new();
	let key = |n| sr25519::Pair::from_seed(&[n; 32]);
	let keys = KEYS.get_or_init(|| (0..DEVICES).map(key).collect());
	&keys[usize::from(number % DEVICES)]
}

/// The account of a device.
pub(crate) fn device(number: u8) -> AccountId {
	device_key(number).public().into()
}

/// The number of a device.
pub(crate) fn number_of(account: &AccountId) -> Option<u8> {
	(0..DEVICES).find(|number| device(*number) == *account)
}

/// A chain in use.
pub(crate) struct World {
	/// Slots.
	pub clock: Clock,
	/// What has happened.
	pub history: History,
	/// What each device does by itself.
	pub habits: [u8; DEVICES as usize],
	/// Hashes of the flags in each device's log.
	pub logs: Vec<Vec<Hash>>,
}

impl World {
	fn new(clock: Clock) -> Self {
		let logs = vec![Vec::new(); usize::from(DEVICES)];
		Self { clock, history: History::default(), habits: [0; DEVICES as usize], logs }
	}

	/// Have `who` make a call, as a transaction whose signature has been checked. Says
	/// whether it succeeded.
	pub fn transact(&mut self, who: &AccountId, call: impl Into<RuntimeCall>) -> bool {
		let function = call.into();
		let length = function.encoded_size() + ENVELOPE;
		let format = ExtrinsicFormat::Signed(
			who.clone(),
			extension(System::account_nonce(who), 0, Default::default()),
		);
		let checked: CheckedExtrinsic<AccountId, RuntimeCall, TxExtension> =
			CheckedExtrinsic { format, function };
		let info = checked.get_dispatch_info();
		let Ok(result) = checked.apply::<Runtime>(&info, length) else { return false };
		System::note_applied_extrinsic(&result, info);
		self.history.observe();
		result.is_ok()
	}

	/// End this block and begin the next, `slots` later.
	pub fn next_block(&mut self, slots: u64, chance: bool) {
		Clock::end();
		if self.history.end_block() {
			promises::check();
		}
		self.history.check_time();
		self.clock.begin(slots, chance);
		self.history.observe_matches();
		self.follow_habits();
	}

	/// Leave the mesh alone until nothing is open any more.
	pub fn wind_down(&mut self) {
		self.restore_numbers();
		let longest = numbers::MAX_DEADLINE + numbers::LONGEST_TRIAL;
		let most = longest + numbers::RETENTION + 8;
		for _ in 0..most {
			if pallet_tasks::Tasks::<Runtime>::iter_keys().next().is_none() {
				break;
			}
			self.next_block(1, true);
		}
		Clock::end();
		promises::check();
		self.history.check_time();
		promises::check_nothing_is_left(&self.history);
	}

	fn restore_numbers(&mut self) {
		pallet_tasks::Settings::<Runtime>::mutate(|settings| settings.next = None);
		self.govern(pallet_tasks::Call::set_params { params: numbers::tasks() });
		self.govern(pallet_credit::Call::set_params { params: numbers::credit() });
		self.next_block(self.clock.to_session(), true);
		self.next_block(1, true);
	}
}

/// Keys and values of a state's trie, each with how often it is referred to.
type Counted = Vec<(Vec<u8>, (Vec<u8>, i32))>;

/// A state to begin from, and the slot of its last block.
struct Beginning {
	storage: Counted,
	root: H256,
	clock: Clock,
}

/// The state every case begins with: enrolled devices, most of them with an offer.
fn beginning() -> &'static Beginning {
	static BEGINNING: OnceLock<Beginning> = OnceLock::new();
	BEGINNING.get_or_init(|| {
		assert!(numbers::are_sound(), "a chain would not take the numbers of a case");
		let storage = genesis().build_storage().expect("the genesis can be built");
		let mut chain = TestExternalities::new(storage);
		let clock = chain.execute_with(|| {
			let mut world = World::new(Clock { slot: 1_000 });
			world.clock.begin(1, true);
			world.settle_in();
			Clock::end();
			world.clock
		});
		chain.commit_all().expect("nothing was left open");
		let (storage, root) = chain.into_raw_snapshot();
		Beginning { storage, root, clock }
	})
}

impl World {
	fn settle_in(&mut self) {
		let market = pallet_tasks::Settings::<Runtime>::get();
		let market = atous_support::settings::Settings { current: numbers::tasks(), ..market };
		pallet_tasks::Settings::<Runtime>::put(market);
		let ledger = pallet_credit::Numbers::<Runtime>::get();
		let ledger = atous_support::settings::Settings { current: numbers::credit(), ..ledger };
		pallet_credit::Numbers::<Runtime>::put(ledger);
		for number in 0..ENROLLED {
			assert!(self.enroll(number, number, number), "a device can be enrolled");
			if number > 0 {
				assert!(self.offer(number, 4, 8, 0, 200, 2), "a device can offer");
			}
			if number < SEASONED {
				let class = Class::WasmSmall;
				pallet_tasks::Workers::<Runtime>::mutate(device(number), |worker| {
					worker.set_checked(class, 8);
				});
			}
		}
	}
}

fn genesis() -> RuntimeGenesisConfig {
	let validator = Sr25519Keyring::Alice.to_account_id();
	let keys = SessionKeys {
		babe: Sr25519Keyring::Alice.public().into(),
		grandpa: Ed25519Keyring::Alice.public().into(),
	};
	let people = (0..OWNERS).map(|number| (owner(number), FUNDS));
	RuntimeGenesisConfig {
		babe: BabeConfig { epoch_config: BABE_EPOCH, ..Default::default() },
		balances: BalancesConfig { balances: people.collect(), ..Default::default() },
		validator_set: ValidatorSetConfig {
			members: vec![validator.clone()].try_into().expect("one validator fits"),
			..Default::default()
		},
		session: SessionConfig {
			keys: vec![(validator.clone(), validator, keys)],
			..Default::default()
		},
		..Default::default()
	}
}

/// Do something in a new world, on a chain of its own.
pub(crate) fn with_world(run: impl FnOnce(&mut World)) -> Tally {
	let Beginning { storage, root, clock } = beginning();
	let mut chain = TestExternalities::from_raw_snapshot(storage.clone(), *root, StateVersion::V1);
	chain.execute_with(|| {
		let mut world = World::new(*clock);
		world.clock.begin(1, true);
		world.history.observe_matches();
		run(&mut world);
		world.history.into_tally()
	})
}
