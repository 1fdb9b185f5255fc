//! Tests by feature. Each ends with every invariant checked.

mod enroll;
mod leave;
mod levies;
mod limit;
mod random;
mod reserve;
mod secure;
mod settle;
