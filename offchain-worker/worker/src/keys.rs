//! Keys: the device's own, which lives in the data folder, and the owner's, which
//! is read from a file for the one call that needs it.
//!
//! A secret is never an argument: arguments are seen by every user of the machine.

use crate::{
	chain::AccountId,
	error::{Failure, Kind},
	folder::{write_atomically, Folder},
	json::Hex,
};
use atous_primitives::{consent, Hash};
use rand::RngCore;
use std::{fs, io, os::unix::fs::PermissionsExt, path::Path, str::FromStr};
use subxt_signer::{sr25519::Keypair, SecretUri};

/// A key that signs for an account.
#[derive(Clone)]
pub struct Key {
	pair: Keypair,
}

impl std::fmt::Debug for Key {
	/// Never prints the secret.
	fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(to, "Key({})", self.account())
	}
}

impl Key {
	/// The key of a 32-byte seed.
	pub fn from_seed(seed: [u8; 32]) -> Result<Self, Failure> {
		let pair = Keypair::from_secret_key(seed)
			.map_err(|why| Failure::new(Kind::Config, format!("The seed is not valid: {why}.")))?;
		Ok(Self { pair })
	}

	/// The account the key signs for.
	pub fn account(&self) -> AccountId {
		AccountId::from(self.pair.public_key().0)
	}

	/// The key pair, for signing transactions.
	pub fn pair(&self) -> &Keypair {
		&self.pair
	}

	/// Sign a message, which must begin with a domain that no other kind of message has.
	pub fn sign(&self, message: &[u8]) -> [u8; 64] {
		self.pair.sign(message).0
	}

	/// Sign that `owner` may enrol this device on the chain of `genesis` until
	/// block `expiry`.
	pub fn consent(&self, genesis: &Hash, owner: &AccountId, expiry: u32) -> [u8; 64] {
		self.sign(&consent::message(genesis, &owner.0, &self.account().0, expiry))
	}
}

/// Whether `signature` is `device`'s consent to be enrolled by `owner`.
pub fn consent_is_valid(
	signature: &[u8; 64],
	genesis: &Hash,
	owner: &AccountId,
	device: &AccountId,
	expiry: u32,
) -> bool {
	is_signed(signature, &consent::message(genesis, &owner.0, &device.0, expiry), device)
}

/// Whether `signature` is that of `account` over `message`.
pub fn is_signed(signature: &[u8; 64], message: &[u8], account: &AccountId) -> bool {
	use subxt_signer::sr25519::{verify, PublicKey, Signature};
	verify(&Signature(*signature), message, &PublicKey(account.0))
}

/// The device key, generated with mode 0600 where there is none yet.
pub fn device_or_new(folder: &Folder) -> Result<Key, Failure> {
	match device(folder) {
		Err(failure) if failure.kind == Kind::MissingInput => {
			let mut seed = [0u8; 32];
			rand::rngs::OsRng.fill_bytes(&mut seed);
			let text = format!("{}\n", Hex(&seed));
			keep_first(&folder.key(), text.as_bytes())
				.map_err(|why| Failure::file("Writing the device key", &folder.key(), &why))?;
			// Another process may have made one at the same moment: the first one counts.
			device(folder)
		}
		other => other,
	}
}

/// Write a secret to `path` unless there is one already: a bond must not be posted
/// for a key that is then overwritten.
fn keep_first(path: &Path, bytes: &[u8]) -> io::Result<()> {
	let temporary = path.with_extension(format!("{}.new", std::process::id()));
	write_atomically(&temporary, bytes, 0o600)?;
	let linked = fs::hard_link(&temporary, path);
	fs::remove_file(&temporary)?;
	match linked {
		Err(why) if why.kind() != io::ErrorKind::AlreadyExists => Err(why),
		_ => path.parent().map_or(Ok(()), |folder| fs::File::open(folder)?.sync_all()),
	}
}

/// The device key of the data folder.
pub fn device(folder: &Folder) -> Result<Key, Failure> {
	let path = folder.key();
	let metadata = match fs::metadata(&path) {
		Err(why) if why.kind() == io::ErrorKind::NotFound => {
			return Err(Failure::new(
				Kind::MissingInput,
				format!(
					"There is no device key in {} yet. `atous enroll` makes one and enrols it.",
					folder.root().display()
				),
			));
		}
		Err(why) => return Err(Failure::file("Reading the device key", &path, &why)),
		Ok(metadata) => metadata,
	};
	ensure_private(&path, &metadata)?;
	read(&path)
}

fn ensure_private(path: &Path, metadata: &fs::Metadata) -> Result<(), Failure> {
	if metadata.permissions().mode() & 0o077 == 0 {
		return Ok(());
	}
	Err(Failure::new(
		Kind::Config,
		format!(
			"Others may read the key {0}. Take that away with `chmod 600 {0}`.",
			path.display()
		),
	))
}

/// The owner's key: a file with a secret URI (phrase with derivations, `//Name`
/// on development chains) or a `0x…` seed.
pub fn owner(path: &Path) -> Result<Key, Failure> {
	let failed = |why: &io::Error| Failure::file("Reading the key file", path, why);
	let text = fs::read_to_string(path).map_err(|why| failed(&why))?;
	// The keys of development chains are no secret.
	if !text.starts_with("//") {
		ensure_private(path, &fs::metadata(path).map_err(|why| failed(&why))?)?;
	}
	read(path)
}

fn read(path: &Path) -> Result<Key, Failure> {
	let text = fs::read_to_string(path)
		.map_err(|why| Failure::file("Reading the key file", path, &why))?;
	let wrong = |why: &dyn std::fmt::Display| {
		Failure::new(
			Kind::Config,
			format!(
				"The key file {} holds neither a secret URI nor a 0x seed of 32 bytes: {why}.",
				path.display()
			),
		)
	};
	let uri = SecretUri::from_str(text.trim()).map_err(|why| wrong(&why))?;
	let pair = Keypair::from_uri(&uri).map_err(|why| wrong(&why))?;
	Ok(Key { pair })
}

#[cfg(test)]
mod tests {
	use super::*;

	fn folder() -> (tempfile::TempDir, Folder) {
		let dir = tempfile::tempdir().expect("temporary folder");
		let folder = Folder::open(dir.path()).expect("opens");
		(dir, folder)
	}

	#[test]
	fn the_device_key_is_made_once_and_private() {
		let (_dir, folder) = folder();
		assert_eq!(device(&folder).expect_err("none yet").kind, Kind::MissingInput);
		let first = device_or_new(&folder).expect("made").account();
		assert_eq!(device_or_new(&folder).expect("read").account(), first);
		let mode = fs::metadata(folder.key()).expect("there").permissions().mode();
		assert_eq!(mode & 0o777, 0o600);
	}

	#[test]
	fn a_device_key_others_may_read_is_refused() {
		let (_dir, folder) = folder();
		device_or_new(&folder).expect("made");
		fs::set_permissions(folder.key(), fs::Permissions::from_mode(0o644)).expect("chmod");
		let failure = device_or_new(&folder).expect_err("refused");
		assert_eq!(failure.kind, Kind::Config);
		assert!(failure.message.contains("chmod 600"), "{failure}");
	}

	#[test]
	fn an_owner_key_is_a_uri_or_a_seed() {
		let (dir, _) = folder();
		let path = dir.path().join("owner");
		fs::write(&path, "//Alice\n").expect("writes");
		let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		assert_eq!(owner(&path).expect("reads").account().to_string(), alice);
		fs::write(&path, format!("0x{}", "11".repeat(32))).expect("writes");
		let open = fs::Permissions::from_mode(0o640);
		fs::set_permissions(&path, open).expect("chmod");
		assert!(owner(&path).expect_err("others may read it").message.contains("chmod 600"));
		fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("chmod");
		owner(&path).expect("reads");
		fs::write(&path, "0x11").expect("writes");
		assert_eq!(owner(&path).expect_err("too short").kind, Kind::Config);
	}

	#[test]
	fn a_consent_holds_for_its_words_alone() {
		let key = Key::from_seed([7; 32]).expect("valid");
		let (owner, other) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
		let signature = key.consent(&[3; 32], &owner, 9);
		let valid = |genesis, owner, expiry| {
			consent_is_valid(&signature, genesis, owner, &key.account(), expiry)
		};
		assert!(valid(&[3; 32], &owner, 9));
		assert!(!valid(&[4; 32], &owner, 9));
		assert!(!valid(&[3; 32], &other, 9));
		assert!(!valid(&[3; 32], &owner, 10));
	}

	#[test]
	fn a_key_never_prints_its_secret() {
		let key = Key::from_seed([7; 32]).expect("valid");
		assert!(!format!("{key:?}").contains("0707"));
	}
}
