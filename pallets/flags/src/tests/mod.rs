//! Tests of the pallet, one file a feature.

mod anchor;
mod invariants;
