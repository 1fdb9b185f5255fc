//! What the market keeps in the state, item by item.

use frame_support::pallet_macros::*;

/// Storage of the pallet.
///
/// What every block may touch is whitelisted: the hooks are charged for it once a block,
/// and no call a second time.
#[pallet_section]
mod storage {
	/// The numbers in force, and those to come.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Settings<T: Config> =
		StorageValue<_, settings::Settings<Params>, ValueQuery, FirstSettings<T>>;

	/// The numbers at the start.
	#[pallet::type_value]
	pub fn FirstSettings<T: Config>() -> settings::Settings<Params> {
		settings::Settings::new(T::Params::get())
	}

	/// The session in which the market last ran.
	#[pallet::storage]
	pub type LastSession<T> = StorageValue<_, u32, ValueQuery>;

	/// Blocks in which the market ran, since genesis.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Served<T> = StorageValue<_, ServedBlock, ValueQuery>;

	/// Number of the next task.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type NextTask<T> = StorageValue<_, TaskId, ValueQuery>;

	/// Tasks that are open, or have ended and can still be read.
	#[pallet::storage]
	pub type Tasks<T: Config> = StorageMap<_, Twox64Concat, TaskId, Task<T::AccountId>>;

	/// Tasks of a requester that can still be read.
	#[pallet::storage]
	pub type Requests<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, TaskId, ()>;

	/// What each device offers, holds, uses and has done.
	#[pallet::storage]
	pub type Workers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Worker, ValueQuery>;

	/// The dense vector of each class: which device stands at which index.
	#[pallet::storage]
	pub type Slots<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Class, Twox64Concat, u32, T::AccountId>;

	/// Length of the vector of each class.
	#[pallet::storage]
	pub type SlotCount<T: Config> = StorageMap<_, Twox64Concat, Class, u32, ValueQuery>;

	/// The roll, a dense vector too: the devices from which juries are called, offering or
	/// not.
	#[pallet::storage]
	pub type Roll<T: Config> = StorageMap<_, Twox64Concat, u32, T::AccountId>;

	/// Length of the roll.
	#[pallet::storage]
	pub type RollSize<T> = StorageValue<_, u32, ValueQuery>;

	/// Sum of the bonds of all devices with an offer in a class, each as it was when
	/// the device offered, in the smallest units of the token.
	#[pallet::storage]
	pub type ClassBonds<T: Config> = StorageMap<_, Twox64Concat, Class, u128, ValueQuery>;

	/// The same of all devices with an offer in any class, each once.
	#[pallet::storage]
	pub type LiveBonds<T> = StorageValue<_, u128, ValueQuery>;

	/// Peer address of a device: where its payloads and results are served.
	#[pallet::storage]
	pub type Peers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Address>;

	/// Tasks that wait for devices since the block before, or for which there was no time
	/// since: they stand in no line yet.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Arrivals<T: Config> = StorageValue<_, Tray<Arrival<T::AccountId>>, ValueQuery>;

	/// Tasks of which all devices have committed: the next block's chance says whether one
	/// more checks them.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Draws<T: Config> = StorageValue<_, Tray<TaskId>, ValueQuery>;

	/// Tasks that have ended, until the next block notes when to forget them.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Ended<T: Config> = StorageValue<_, Tray<EndedTask<T::AccountId>>, ValueQuery>;

	/// The first of each owner's tasks for which devices are wanted, by virtual start.
	#[pallet::storage]
	pub type Queue<T: Config> = StorageMap<_, Identity, QueueKey, TaskId>;

	/// Tasks that have come back after nobody was found, by the served block in which
	/// they did, with their place in the queue.
	#[pallet::storage]
	pub type Woken<T: Config> = StorageMap<_, Identity, QueueKey, QueueKey>;

	/// What is due, by served block.
	#[pallet::storage]
	pub type Agenda<T: Config> = StorageMap<_, Identity, QueueKey, Due<T::AccountId>>;

	/// Tie-breaker of the next agenda entry.
	#[pallet::storage]
	pub type AgendaEntries<T> = StorageValue<_, u64, ValueQuery>;

	/// Posted price of each class in micro-credits per work unit; the base price
	/// where none is stored.
	#[pallet::storage]
	pub type PostedPrice<T: Config> = StorageMap<_, Twox64Concat, Class, Price>;

	/// What the tasks of a class have met with in this session.
	#[pallet::storage]
	pub type Traffics<T: Config> = StorageMap<_, Twox64Concat, Class, Traffic>;

	/// Served blocks a task waits for its devices, in sixteenths: a moving average.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type AverageWait<T> = StorageValue<_, u32, ValueQuery>;

	/// What the failures of an owner's devices cost the owner.
	#[pallet::storage]
	pub type OwnerBackOff<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, BackOff>;

	/// Where the first task of an owner's line stands in `Queue`.
	#[pallet::storage]
	pub type FirstInLine<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, QueueKey>;

	/// The other tasks in an owner's line, by virtual start.
	#[pallet::storage]
	pub type Lines<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, QueueKey, ()>;

	/// Calls of contracts that are due, by their number. Bounded by what was prepaid: two
	/// for each task at most.
	#[pallet::storage]
	pub type ContractCalls<T> = StorageMap<_, Twox64Concat, u64, ContractCall>;

	/// Number of the next of them that is made.
	#[pallet::storage]
	pub type FirstCall<T> = StorageValue<_, u64, ValueQuery>;

	/// Number of the next that is added.
	#[pallet::storage]
	pub type NextCall<T> = StorageValue<_, u64, ValueQuery>;
}
