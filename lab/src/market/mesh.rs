//! Meshes to measure with: genesis, devices, offers, as many as are asked for.

use super::{
	block::Tip,
	nodes::{empty_root, Nodes},
	people, sample,
};
use anyhow::{anyhow, ensure, Context, Result};
use atous_primitives::{Class, OfferSpec};
use atous_runtime::{
	genesis::BABE_EPOCH, numbers, AccountId, BabeConfig, Balances, BalancesConfig, Credit, Hash,
	Runtime, RuntimeCall, RuntimeGenesisConfig, RuntimeHoldReason, RuntimeOrigin, SessionConfig,
	SessionKeys, Signature, System, Tasks, ValidatorSetConfig,
};
use atous_support::settings::Settings;
use frame_support::traits::fungible::{Mutate, MutateHold};
use sp_core::{storage::Storage, Pair};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{traits::Dispatchable, BuildStorage, DispatchError};

/// Hash of the genesis.
pub const GENESIS: Hash = Hash::repeat_byte(1);
/// Owners up to this number have one device; later ones have [`DEVICES_EACH`]. In a small
/// mesh no draw is lost on two devices of one owner, and a large one stays in memory.
const SINGLE_OWNERS: u32 = 1_000;
/// Devices of each further owner.
const DEVICES_EACH: u32 = 10;
/// First owner of those who ask for work.
const REQUESTERS_OWNERS: u32 = 1 << 24;
/// What a person has, in 10^-12 ATOS.
const FUNDS: u128 = 1_000_000 * numbers::token::ATOS;
/// Bond of a device that offers, in 10^-12 ATOS.
fn bond() -> u128 {
	numbers::credit::params().min_bond
}
/// Devices that are added between two roots.
const BATCH: u32 = 100_000;

/// A chain with one validator and `people` who have tokens, at its genesis.
pub fn genesis(nodes: &mut Nodes, people: u32) -> Result<Tip> {
	let storage = storage(people)?;
	let mut tip = Tip::genesis(empty_root());
	tip.change(nodes, || {
		for (key, value) in &storage.top {
			sp_io::storage::set(key, value);
		}
		frame_system::BlockHash::<Runtime>::insert(0, GENESIS);
		pallet_tasks::Settings::<Runtime>::put(Settings::new(sample::params()));
	})?;
	Ok(tip)
}

/// The storage of that genesis, without the runtime's code.
pub fn storage(people: u32) -> Result<Storage> {
	let alice = Sr25519Keyring::Alice.to_account_id();
	let keys = SessionKeys {
		babe: Sr25519Keyring::Alice.public().into(),
		grandpa: Ed25519Keyring::Alice.public().into(),
	};
	let people = (0..people).map(|number| (people::person(number), FUNDS));
	let genesis = RuntimeGenesisConfig {
		balances: BalancesConfig { balances: people.collect(), ..Default::default() },
		babe: BabeConfig { epoch_config: BABE_EPOCH, ..Default::default() },
		validator_set: ValidatorSetConfig {
			members: vec![alice.clone()].try_into().map_err(|_| anyhow!("one validator fits"))?,
			..Default::default()
		},
		session: SessionConfig { keys: vec![(alice.clone(), alice, keys)], ..Default::default() },
		..Default::default()
	};
	genesis.build_storage().map_err(|why| anyhow!("building a genesis: {why}"))
}

/// Let devices `from` to `to` enrol and offer `cores` each.
pub fn add_devices(
	tip: &mut Tip,
	nodes: &mut Nodes,
	(from, to): (u32, u32),
	cores: u16,
	progress: &dyn Fn(u64),
) -> Result<()> {
	let mut at = from;
	let mut clerk = Clerk { like: tip.session(nodes).native(|| like(&people::device(0))) };
	while at < to {
		let end = to.min(at.saturating_add(BATCH));
		let added = tip.change_in_bulk(nodes, || {
			(at..end).try_for_each(|number| {
				let device = people::device(number);
				clerk.enrol(number, &device, &people::owner(owner_of(number)), bond())?;
				offer(&device, sample::offer(cores))
			})
		})?;
		added.with_context(|| format!("adding devices {at} to {end}"))?;
		progress(u64::from(end - at));
		at = end;
	}
	Ok(())
}

/// The account of a device, if it is enrolled.
fn like(device: &AccountId) -> Option<Account> {
	pallet_credit::Accounts::<Runtime>::get(device)
}

/// The owner of device `number`.
fn owner_of(number: u32) -> u32 {
	number.checked_sub(SINGLE_OWNERS).map_or(number, |more| SINGLE_OWNERS + more / DEVICES_EACH)
}

/// Let `count` devices enrol that only ask for work, each of an owner of its own and
/// with a bond that is no hindrance.
pub fn add_requesters(tip: &mut Tip, nodes: &mut Nodes, count: u32) -> Result<()> {
	let mut clerk = Clerk::default();
	tip.change(nodes, || {
		(0..count).try_for_each(|number| {
			let at = people::REQUESTERS + number;
			let owner = people::owner(REQUESTERS_OWNERS + number);
			clerk.enrol(at, &people::device(at), &owner, 100 * bond())
		})
	})?
	.context("adding those who ask for work")
}

/// Make all these devices seasoned, as far as can be.
pub fn season(tip: &mut Tip, nodes: &mut Nodes, devices: u32) -> Result<()> {
	let most = sample::params().adaptive_cap;
	tip.change(nodes, || {
		for number in 0..devices {
			let device = people::device(number);
			pallet_tasks::Workers::<Runtime>::mutate(device, |worker| {
				worker.set_checked(Class::WasmSmall, most);
			});
		}
	})
}

/// Recount what the pallets promise.
pub fn check(tip: &Tip, nodes: &Nodes) -> Result<()> {
	tip.session(nodes)
		.native(|| Credit::do_try_state().and_then(|()| Tasks::do_try_state()))
		.map_err(|why| anyhow!("the state that was built is unsound: {why:?}"))
}

/// A device's account in the ledger.
type Account = pallet_credit::types::Account<AccountId, u32>;

/// Enrols devices: the first by the call itself, with a consent that it signs; those
/// that follow get an account like its. What else the call does is done for each.
#[derive(Default)]
pub struct Clerk {
	like: Option<Account>,
}

impl Clerk {
	/// Enrol device `number` with a bond in 10^-12 ATOS.
	pub fn enrol(
		&mut self,
		number: u32,
		device: &AccountId,
		owner: &AccountId,
		bond: u128,
	) -> Result<()> {
		Balances::mint_into(owner, bond + numbers::token::ATOS)
			.map_err(|why| anyhow!("giving an owner tokens: {why:?}"))?;
		let Some(like) = self.like.clone().filter(|like| like.bond == bond) else {
			consented(number, device, owner, bond)?;
			self.like = pallet_credit::Accounts::<Runtime>::get(device);
			return Ok(());
		};
		let reason = RuntimeHoldReason::Credit(pallet_credit::HoldReason::Bond);
		Balances::hold(&reason, owner, bond).map_err(|why| anyhow!("holding a bond: {why:?}"))?;
		System::inc_sufficients(device);
		let account = Account { owner: owner.clone(), ..like };
		pallet_credit::Accounts::<Runtime>::insert(device, account);
		pallet_credit::OwnedDevices::<Runtime>::mutate(owner, |owned| {
			*owned = Some(owned.unwrap_or_default() + 1);
		});
		pallet_credit::DeviceCount::<Runtime>::mutate(|count| *count += 1);
		Ok(())
	}
}

/// Enrol a device by the call.
fn consented(number: u32, device: &AccountId, owner: &AccountId, bond: u128) -> Result<()> {
	ensure!(people::has_key(number), "device {number} cannot sign a consent");
	let expiry = System::block_number() + 1;
	let message = Credit::consent_message(owner, device, expiry);
	let consent = Signature::from(people::device_key(number).sign(&message));
	let device = device.clone();
	call(owner, pallet_credit::Call::enroll { device, bond, expiry, consent })
}

/// Let a device offer.
pub fn offer(device: &AccountId, spec: OfferSpec) -> Result<()> {
	call(device, pallet_tasks::Call::offer { spec })
}

/// Make a call in the name of `who`, without a signature and a fee.
pub fn call(who: &AccountId, call: impl Into<RuntimeCall>) -> Result<()> {
	let done = call.into().dispatch(RuntimeOrigin::signed(who.clone()));
	done.map(|_| ()).map_err(|failed| {
		let why: DispatchError = failed.error;
		anyhow!("a call failed: {why:?}")
	})
}
