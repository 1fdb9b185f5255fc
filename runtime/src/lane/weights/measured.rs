//! placeholder
use frame_support::weights::Weight;
/// x
pub fn set_allowance<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn quota<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn owner_pays<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
