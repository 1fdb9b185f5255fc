//! The whole runtime under random use.
//!
//! One program: each further one would link the whole runtime again.

mod corpus;
mod property;
mod strategy;
