//! `atous config`: the default configuration.

use super::output::Output;
use crate::{
	config::{Config, DEFAULT},
	error::Failure,
};

/// Print it: as it would stand in a file, or its values as JSON.
pub fn run(output: &Output) -> Result<(), Failure> {
	output.print(&Config::default(), || DEFAULT.to_owned());
	Ok(())
}
