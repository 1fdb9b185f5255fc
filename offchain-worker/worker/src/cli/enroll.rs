//! `atous enroll`: the device consents, its owner posts the bond.

use super::Session;
use crate::{
	chain::{AccountId, Call, ChainClient, Identity},
	error::{Failure, Kind},
	keys::{self, consent_is_valid, Key},
};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Smallest units of the native token in one.
const TOKEN: f64 = 1e12;

/// Enrol this device under an owner, who posts its bond
#[derive(Debug, Args)]
pub struct Enroll {
	/// File with the owner's secret: a secret URI or a 0x seed. Used for this one call
	#[arg(long, value_name = "FILE", required_unless_present = "print_consent")]
	owner_key_file: Option<PathBuf>,
	/// Bond in the native token's smallest unit [default: the least the chain accepts]
	#[arg(long, value_name = "AMOUNT")]
	bond: Option<u128>,
	/// Blocks for which the device's consent is valid
	#[arg(long, value_name = "BLOCKS", default_value_t = 300)]
	valid_for: u32,
	/// Only print the device's consent, for an owner whose key is elsewhere
	#[arg(long, requires = "owner", conflicts_with_all = ["owner_key_file", "consent_file"])]
	print_consent: bool,
	/// Address of the owner the consent is for
	#[arg(long, value_name = "ADDRESS")]
	owner: Option<AccountId>,
	/// Enrol the device whose consent was printed to this file, instead of this one
	#[arg(long, value_name = "FILE")]
	consent_file: Option<PathBuf>,
}

/// A device's consent, as `--print-consent` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
	/// The device.
	pub device: AccountId,
	/// The owner it consents to.
	pub owner: AccountId,
	/// Block after which the consent is void.
	pub expiry: u32,
	/// Its signature, 64 bytes in hexadecimal.
	#[serde(with = "crate::json::bytes")]
	pub consent: [u8; 64],
}

impl Enroll {
	/// Enrol, or print a consent.
	pub async fn run(&self, session: &Session) -> Result<(), Failure> {
		if self.consent_file.is_none() {
			// Before the first contact with the chain, which is noted for this device.
			keys::device_or_new(&session.folder)?;
		}
		let (chain, identity) = session.chain().await?;
		if let (true, Some(owner)) = (self.print_consent, &self.owner) {
			let device = keys::device_or_new(&session.folder)?;
			let consent = self.consent(&*chain, &identity, &device, owner).await?;
			// JSON in both forms: it is made to be handed on.
			let text = serde_json::to_string_pretty(&consent)
				.map_err(|why| Failure::internal("Writing the consent", why))?;
			session.output.print(&consent, || text);
			return Ok(());
		}
		let Some(path) = &self.owner_key_file else {
			return Err(Failure::new(Kind::Usage, "Name the owner's key with --owner-key-file."));
		};
		let owner = keys::owner(path)?;
		let consent = match &self.consent_file {
			Some(path) => read_consent(path)?,
			None => {
				let device = keys::device_or_new(&session.folder)?;
				self.consent(&*chain, &identity, &device, &owner.account()).await?
			}
		};
		self.enroll(session, &*chain, &identity, &owner, consent).await
	}

	async fn consent(
		&self,
		chain: &dyn ChainClient,
		identity: &Identity,
		device: &Key,
		owner: &AccountId,
	) -> Result<Consent, Failure> {
		let expiry = chain.heads().await?.best.number.saturating_add(self.valid_for);
		let consent = device.consent(&identity.genesis, owner, expiry);
		Ok(Consent { device: device.account(), owner: *owner, expiry, consent })
	}

	async fn enroll(
		&self,
		session: &Session,
		chain: &dyn ChainClient,
		identity: &Identity,
		owner: &Key,
		consent: Consent,
	) -> Result<(), Failure> {
		let (device, who) = (consent.device, owner.account());
		if let Some(account) = chain.account(&device).await? {
			return already(session, &device, &account.owner, &who);
		}
		check_consent(&consent, identity, &who)?;
		let bond = match self.bond {
			Some(bond) => bond,
			None => chain.least_bond().await?,
		};
		let funds = chain.funds_of(&who).await?;
		if funds < bond {
			return Err(Failure::new(
				Kind::OwnerFunds,
				format!(
					"The owner {who} has {:.4} tokens free and the bond is {:.4}, plus a fee. \
					 Transfer some to it first.",
					funds as f64 / TOKEN,
					bond as f64 / TOKEN
				),
			));
		}
		let Consent { expiry, consent, .. } = consent;
		let call = Call::Enroll { device, bond, expiry, consent };
		let included = chain.submit(owner, &call).await?;
		let block = included.block.number;
		let body = json!({ "device": device, "owner": who, "bond": bond.to_string(),
			"block": block, "already": false });
		session.output.print(&body, || {
			let bond = bond as f64 / TOKEN;
			format!(
				"Enrolled {device} under {who} with a bond of {bond:.4} tokens, in block {block}.\n\
				 Start it with `atous run`."
			)
		});
		Ok(())
	}
}

fn already(
	session: &Session,
	device: &AccountId,
	its_owner: &AccountId,
	who: &AccountId,
) -> Result<(), Failure> {
	if its_owner != who {
		return Err(Failure::new(
			Kind::Refused,
			format!(
				"The device {device} is already enrolled by another owner, {its_owner}. That \
				 owner has to leave first, or this device needs a data folder of its own."
			),
		));
	}
	let body = json!({ "device": device, "owner": who, "already": true });
	session.output.print(&body, || format!("{device} is already enrolled under {who}."));
	Ok(())
}

fn check_consent(consent: &Consent, identity: &Identity, who: &AccountId) -> Result<(), Failure> {
	let valid =
		consent_is_valid(&consent.consent, &identity.genesis, who, &consent.device, consent.expiry);
	if valid {
		return Ok(());
	}
	let reason = if consent.owner == *who {
		"it is not that device's signature, or is for another chain"
	} else {
		"it is for another owner"
	};
	Err(Failure::new(
		Kind::WrongConsent,
		format!(
			"The consent of {} does not let {who} enrol it: {reason}. Make a new one on the \
			 device with `atous enroll --print-consent --owner {who}`.",
			consent.device
		),
	))
}

fn read_consent(path: &Path) -> Result<Consent, Failure> {
	let text = std::fs::read_to_string(path)
		.map_err(|why| Failure::file("Reading the consent", path, &why))?;
	serde_json::from_str(&text).map_err(|why| {
		Failure::new(
			Kind::WrongConsent,
			format!("{} is no consent as --print-consent prints it: {why}.", path.display()),
		)
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_consent_for_another_owner_chain_or_device_is_refused() {
		let device = Key::from_seed([1; 32]).expect("valid");
		let owner = AccountId::from([2; 32]);
		let chain =
			Identity { genesis: [3; 32], name: "x".into(), kind: "Live".into(), spec_version: 1 };
		let consent = Consent {
			device: device.account(),
			owner,
			expiry: 9,
			consent: device.consent(&chain.genesis, &owner, 9),
		};
		check_consent(&consent, &chain, &owner).expect("valid");
		let refused = |consent: &Consent, chain: &Identity, owner: &AccountId| {
			check_consent(consent, chain, owner).expect_err("refused").kind
		};
		let other = AccountId::from([4; 32]);
		assert_eq!(refused(&consent, &chain, &other), Kind::WrongConsent);
		let fork = Identity { genesis: [5; 32], ..chain.clone() };
		assert_eq!(refused(&consent, &fork, &owner), Kind::WrongConsent);
		let later = Consent { expiry: 10, ..consent.clone() };
		assert_eq!(refused(&later, &chain, &owner), Kind::WrongConsent);
		let text = serde_json::to_string(&consent).expect("writes");
		assert_eq!(serde_json::from_str::<Consent>(&text).expect("reads"), consent);
	}
}
