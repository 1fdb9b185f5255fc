//! A runtime with nothing but the ledger and its token.

use crate::{self as pallet_credit, Params};
use atous_primitives::{views::AccountView, Class, Credit, CREDIT};
use atous_support::{Ledger, Participation, Pay, Reservation, Settlement};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{ConstU128, Hooks},
};
use frame_system::{mocking::MockBlockU32, EnsureRoot};
use sp_core::{sr25519, Pair};
use sp_runtime::{
	traits::IdentityLookup, AccountId32, BuildStorage, DispatchError, MultiSignature, Perbill,
};

pub type AccountId = AccountId32;

/// One token, in its smallest units.
pub const TOKEN: u128 = 1_000_000_000_000;
/// The smallest bond: a backing of 14,400 credits.
pub const BOND: u128 = 100 * TOKEN;
/// The limit it gives, in micro-credits.
pub const LIMIT: Credit = 3_600 * CREDIT;
/// Blocks from leaving until the bond can be claimed.
pub const COOLDOWN: u32 = 50;
/// Tokens of each owner.
pub const FUNDS: u128 = 1_000_000 * TOKEN;

#[frame_support::runtime]
mod test_runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeHoldReason,
		RuntimeFreezeReason,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Credits = pallet_credit;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = MockBlockU32<Test>;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1>;
	type AccountStore = System;
}

parameter_types! {
	pub TestParams: Params = Params { leave_cooldown: COOLDOWN, ..Params::default() };
	/// The number of this session.
	pub static CurrentSession: u32 = 0;
	/// Devices that offer work.
	pub static Willing: Vec<AccountId> = Vec::new();
	/// Devices whose departure the market was told of.
	pub static Gone: Vec<AccountId> = Vec::new();
}

/// The market, as far as the ledger asks it.
pub struct Market;

impl Participation<AccountId> for Market {
	fn is_willing(device: &AccountId) -> bool {
		Willing::get().contains(device)
	}

	fn has_left(device: &AccountId) {
		Gone::mutate(|gone| gone.push(device.clone()));
	}
}

impl pallet_credit::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Signature = MultiSignature;
	type Params = TestParams;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Session = CurrentSession;
	type Participation = Market;
	type WeightInfo = pallet_credit::weights::SubstrateWeight<Test>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

/// An owner by number; 0 to 3 have tokens.
pub fn owner(number: u8) -> AccountId {
	AccountId::new([0xA0 + number; 32])
}

/// The key of a device by number.
pub fn key(number: u8) -> sr25519::Pair {
	sr25519::Pair::from_seed(&[number; 32])
}

/// A device by number.
pub fn device(number: u8) -> AccountId {
	key(number).public().into()
}

/// A device's consent to be enrolled by an owner.
pub fn consent(number: u8, owner: &AccountId, expiry: u32) -> MultiSignature {
	let message = Credits::consent_message(owner, &device(number), expiry);
	key(number).sign(&message).into()
}

/// Enrol device `number` of owner `number % 4` with a bond, and return it.
pub fn enrolled_with(number: u8, bond: u128) -> AccountId {
	let owner = owner(number % 4);
	let expiry = System::block_number();
	let consent = consent(number, &owner, expiry);
	assert_ok!(Credits::enroll(
		RuntimeOrigin::signed(owner),
		device(number),
		bond,
		expiry,
		consent
	));
	device(number)
}

/// Enrol device `number` with the smallest bond, and return it.
pub fn enrolled(number: u8) -> AccountId {
	enrolled_with(number, BOND)
}

/// What a client is told of an enrolled device.
pub fn view(device: &AccountId) -> AccountView<AccountId> {
	Credits::account_view(device).expect("the device is enrolled")
}

/// The balance of an enrolled device, in micro-credits.
pub fn balance(device: &AccountId) -> Credit {
	view(device).balance
}

/// Put aside for devices, with no premium.
pub fn reserve(requester: &AccountId, principal: Credit) -> Result<Reservation, DispatchError> {
	Credits::reserve(requester, principal, 0, 0)
}

/// What [`reserve`] would put aside.
pub fn quote(requester: &AccountId, principal: Credit) -> Result<Reservation, DispatchError> {
	Credits::quote(requester, principal, 0, 0)
}

/// Pay for work that was checked.
pub fn checked(device: &AccountId, amount: Credit) -> Pay<AccountId> {
	Pay { device: device.clone(), amount, checked: true, helped: true }
}

/// Pay for work that nobody has checked.
pub fn unchecked(device: &AccountId, amount: Credit) -> Pay<AccountId> {
	Pay { checked: false, ..checked(device, amount) }
}

/// The end of a task of the smallest class, which is open to everyone, with no premium
/// and no checks from the commons.
pub fn ending(pays: &[Pay<AccountId>]) -> Settlement<'_, AccountId> {
	let (class, openness) = (Class::WasmSmall, Perbill::one());
	Settlement { class, openness, pays, checks: &[], premium: 0 }
}

/// Settle a task whose work was checked.
pub fn settle(requester: &AccountId, reservation: &Reservation, pays: &[(AccountId, Credit)]) {
	let pays: Vec<_> = pays.iter().map(|(device, amount)| checked(device, *amount)).collect();
	Credits::settle(requester, reservation, &ending(&pays));
}

/// Have `debtor` owe `creditor` for checked work.
pub fn work(debtor: &AccountId, creditor: &AccountId, amount: Credit) {
	let reservation = reserve(debtor, amount).expect("within the limit");
	settle(debtor, &reservation, &[(creditor.clone(), amount)]);
}

/// Give a device credit out of the commons, as if it had checked something.
pub fn grant(device: &AccountId, amount: Credit) {
	let checks = [checked(device, amount)];
	let ending = Settlement { checks: &checks, ..ending(&[]) };
	Credits::settle(device, &Reservation::default(), &ending);
}

/// Have a device lose `amount` to the commons, so that it owes as much if it has nothing.
pub fn indebt(device: &AccountId, amount: Credit) {
	assert_ok!(Credits::secure(device, amount));
	Credits::forfeit(device, amount);
}

/// Go to a block and begin it.
pub fn go_to(block: u32) {
	System::set_block_number(block);
	Credits::on_initialize(block);
}

/// Let some blocks pass.
pub fn wait(blocks: u32) {
	go_to(System::block_number() + blocks);
}

/// Put numbers into force at once.
pub fn set_params(params: Params) {
	assert_ok!(Credits::set_params(RuntimeOrigin::root(), params));
	CurrentSession::mutate(|session| *session += 1);
	go_to(System::block_number());
}

/// The events of the ledger so far.
pub fn events() -> Vec<pallet_credit::Event<Test>> {
	System::read_events_for_pallet()
}

/// A chain at its start, for the tests of the benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub fn for_benchmarks() -> sp_io::TestExternalities {
	let mut ext = at_start();
	ext.register_extension(sp_keystore::KeystoreExt::new(
		sp_keystore::testing::MemoryKeystore::new(),
	));
	ext
}

/// A chain whose owners have tokens.
fn at_start() -> sp_io::TestExternalities {
	let balances = (0..4).map(|number| (owner(number), FUNDS)).collect();
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
		..Default::default()
	};
	sp_io::TestExternalities::new(
		genesis.build_storage().expect("a genesis of balances can be built"),
	)
}

/// Run a test in block 1, and check every invariant of the ledger on its way out.
pub fn build_and_execute(test: impl FnOnce()) {
	let mut ext = at_start();
	CurrentSession::set(0);
	Willing::set(Vec::new());
	Gone::set(Vec::new());
	ext.execute_with(|| {
		System::set_block_number(1);
		test();
		assert_ok!(Credits::do_try_state());
	});
}
