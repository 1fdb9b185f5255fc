//! Known vectors, and every proof against every small tree.

use super::*;
use crate::json::from_hex;
use alloc::{vec, vec::Vec};
use core::convert::Infallible;
use proptest::prelude::*;

/// The leaves of the Certificate Transparency reference tree.
const REFERENCE_LEAVES: [&[u8]; 8] = [
	b"",
	b"\x00",
	b"\x10",
	b"\x20\x21",
	b"\x30\x31",
	b"\x40\x41\x42\x43",
	b"\x50\x51\x52\x53\x54\x55\x56\x57",
	b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

/// The roots of its first 0, 1, … 8 leaves.
const REFERENCE_ROOTS: [&str; 9] = [
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const NODE_01: &str = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
const NODE_23: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const NODE_45: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
const NODE_67: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const NODE_0123: &str = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
const NODE_4567: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
const LEAF_0: &str = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
const LEAF_1: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const LEAF_4: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const LEAF_6: &str = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";

fn hash(text: &str) -> Hash {
	from_hex(text).unwrap()
}

fn hashes(texts: &[&str]) -> Vec<Hash> {
	texts.iter().map(|text| hash(text)).collect()
}

/// A tree with all its nodes, kept the way a log keeps them.
struct Tree {
	leaves: Vec<Hash>,
	inner: Vec<Hash>,
	roots: Vec<Hash>,
}

impl Tree {
	fn of(leaves: impl IntoIterator<Item = Hash>) -> Self {
		let mut frontier = Frontier::new();
		let mut tree = Self { leaves: vec![], inner: vec![], roots: vec![frontier.root()] };
		for leaf in leaves {
			tree.leaves.push(leaf);
			frontier.push_with(leaf, |node| tree.inner.push(node));
			tree.roots.push(frontier.root());
		}
		tree
	}

	fn reference() -> Self {
		Self::of(REFERENCE_LEAVES.map(leaf_hash))
	}

	fn counted(size: u64) -> Self {
		Self::of((0..size).map(|n| leaf_hash(&n.to_le_bytes())))
	}

	fn node(&self, node: Node) -> Result<Hash, Infallible> {
		Ok(match node.level {
			0 => self.leaves[node.index as usize],
			_ => self.inner[node.inner_position() as usize],
		})
	}

	fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
		inclusion_proof(index, size, |node| self.node(node)).unwrap()
	}

	fn consistency(&self, old: u64, new: u64) -> Vec<Hash> {
		consistency_proof(old, new, |node| self.node(node)).unwrap()
	}

	fn includes(&self, index: u64, leaf: u64, size: u64, proof: &[Hash]) -> Result<(), ProofError> {
		let (leaf, root) = (&self.leaves[leaf as usize], &self.roots[size as usize]);
		verify_inclusion(index, size, leaf, proof, root)
	}

	fn extends(&self, old: u64, new: u64, proof: &[Hash]) -> Result<(), ProofError> {
		let (old_root, new_root) = (&self.roots[old as usize], &self.roots[new as usize]);
		verify_consistency(old, old_root, new, new_root, proof)
	}
}

/// Every way to change one bit of `proof`, drop a hash, or add one.
fn damaged(proof: &[Hash]) -> impl Iterator<Item = Vec<Hash>> + '_ {
	let flipped = (0..proof.len() * 256).map(|bit| {
		let mut copy = proof.to_vec();
		copy[bit / 256][bit % 256 / 8] ^= 1 << (bit % 8);
		copy
	});
	let shortened = (0..proof.len()).map(|gone| {
		let mut copy = proof.to_vec();
		copy.remove(gone);
		copy
	});
	let lengthened = (0..=proof.len()).map(|at| {
		let mut copy = proof.to_vec();
		copy.insert(at, [7; 32]);
		copy
	});
	flipped.chain(shortened).chain(lengthened)
}

#[test]
fn roots_are_those_of_the_reference_tree() {
	let tree = Tree::reference();
	assert_eq!(tree.roots, hashes(&REFERENCE_ROOTS));
	assert_eq!(EMPTY_ROOT, hash(REFERENCE_ROOTS[0]));
	assert_eq!(root_of(&tree.leaves), hash(REFERENCE_ROOTS[8]));
	assert_eq!(root_of([]), EMPTY_ROOT);
}

#[test]
fn inclusion_proofs_are_those_of_the_reference_tree() {
	let tree = Tree::reference();
	for (index, size, expected) in [
		(0, 1, &[][..]),
		(0, 8, &[LEAF_1, NODE_23, NODE_4567]),
		(5, 8, &[LEAF_4, NODE_67, NODE_0123]),
		(2, 3, &[NODE_01]),
		(1, 5, &[LEAF_0, NODE_23, LEAF_4]),
	] {
		assert_eq!(tree.inclusion(index, size), hashes(expected));
		assert_eq!(tree.includes(index, index, size, &hashes(expected)), Ok(()));
	}
}

#[test]
fn consistency_proofs_are_those_of_the_reference_tree() {
	let tree = Tree::reference();
	for (old, new, expected) in [
		(1, 1, &[][..]),
		(1, 8, &[LEAF_1, NODE_23, NODE_4567]),
		(6, 8, &[NODE_45, NODE_67, NODE_0123]),
		(2, 5, &[NODE_23, LEAF_4]),
		(6, 7, &[NODE_45, LEAF_6, NODE_0123]),
	] {
		assert_eq!(tree.consistency(old, new), hashes(expected));
		assert_eq!(tree.extends(old, new, &hashes(expected)), Ok(()));
	}
}

#[test]
fn every_proof_of_a_small_tree_verifies_and_no_damaged_one_does() {
	let tree = Tree::counted(20);
	for size in 1..=20 {
		for index in 0..size {
			let proof = tree.inclusion(index, size);
			assert_eq!(tree.includes(index, index, size, &proof), Ok(()));
			for bad in damaged(&proof) {
				assert!(tree.includes(index, index, size, &bad).is_err());
			}
		}
		for old in 0..=size {
			let proof = tree.consistency(old, size);
			assert_eq!(tree.extends(old, size, &proof), Ok(()));
			for bad in damaged(&proof) {
				assert!(tree.extends(old, size, &bad).is_err());
			}
		}
	}
}

#[test]
fn an_inclusion_proof_holds_for_no_other_place() {
	let tree = Tree::counted(20);
	for (size, index) in (1..=20).flat_map(|size| (0..size).map(move |index| (size, index))) {
		let proof = tree.inclusion(index, size);
		for (other_size, other) in (1..=20).flat_map(|s| (0..=s).map(move |i| (s, i))) {
			if (other_size, other) == (size, index) {
				continue;
			}
			assert!(tree.includes(other, index, other_size, &proof).is_err());
		}
	}
}

#[test]
fn a_consistency_proof_holds_for_no_other_sizes() {
	let tree = Tree::counted(20);
	for (new, old) in (2..=20).flat_map(|new| (1..new).map(move |old| (new, old))) {
		let proof = tree.consistency(old, new);
		for (other_new, other_old) in (0..=20).flat_map(|n| (0..=20).map(move |o| (n, o))) {
			if (other_new, other_old) == (new, old) {
				continue;
			}
			assert!(tree.extends(other_old, other_new, &proof).is_err());
		}
	}
}

#[test]
fn a_rewritten_leaf_breaks_consistency() {
	let (tree, size) = (Tree::counted(20), 20);
	for old in 1..size {
		let rewritten = Tree::of(tree.leaves.iter().enumerate().map(|(n, leaf)| {
			if n as u64 == old - 1 {
				[0; 32]
			} else {
				*leaf
			}
		}));
		let proof = rewritten.consistency(old, size);
		let verdict = verify_consistency(
			old,
			&tree.roots[old as usize],
			size,
			&rewritten.roots[size as usize],
			&proof,
		);
		assert_eq!(verdict, Err(ProofError::WrongRoot));
	}
}

#[test]
fn the_reason_of_a_refusal_is_named() {
	let tree = Tree::counted(5);
	assert_eq!(tree.includes(5, 0, 5, &[]), Err(ProofError::NoSuchLeaf));
	assert_eq!(tree.includes(0, 0, 5, &[]), Err(ProofError::WrongLength));
	assert_eq!(tree.includes(0, 1, 1, &[]), Err(ProofError::WrongRoot));
	assert_eq!(tree.extends(5, 4, &[]), Err(ProofError::Shrunk));
	assert_eq!(tree.extends(3, 5, &[]), Err(ProofError::WrongLength));
	assert_eq!(tree.extends(0, 5, &[[0; 32]]), Err(ProofError::WrongLength));
	assert_eq!(verify_consistency(0, &[0; 32], 5, &[0; 32], &[]), Err(ProofError::WrongRoot));
	assert_eq!(verify_consistency(5, &[0; 32], 5, &[1; 32], &[]), Err(ProofError::WrongRoot));
}

#[test]
fn what_cannot_be_proved_gets_an_empty_proof() {
	let tree = Tree::counted(5);
	assert_eq!(tree.inclusion(5, 5), [[0; 32]; 0]);
	assert_eq!(tree.inclusion(0, 0), [[0; 32]; 0]);
	assert_eq!(tree.consistency(5, 4), [[0; 32]; 0]);
}

#[test]
fn an_error_of_the_source_is_passed_on() {
	assert_eq!(root_at(5, |_| Err("gone")), Err("gone"));
	assert_eq!(inclusion_proof(1, 5, |_| Err("gone")), Err("gone"));
	assert_eq!(consistency_proof(3, 5, |_| Err("gone")), Err("gone"));
	assert_eq!(Frontier::from_nodes(5, |_| Err("gone")), Err("gone"));
}

/// A tree of identical leaves: each level holds one hash, so that trees of any
/// size can be walked without being built.
fn uniform(node: Node) -> Result<Hash, Infallible> {
	Ok((0..node.level).fold([1; 32], |hash, _| node_hash(&hash, &hash)))
}

#[test]
fn the_longest_proofs_fit_the_limit() {
	let most = MAX_LEAVES;
	let inclusion = inclusion_proof(0, most, uniform).unwrap();
	assert_eq!(inclusion.len() as u32, MAX_PROOF_LEN - 1);
	let root = root_at(most, uniform).unwrap();
	assert_eq!(verify_inclusion(0, most, &[1; 32], &inclusion, &root), Ok(()));

	for old in [1, 3, most / 2 - 1, most / 2 + 1, most - 1] {
		let proof = consistency_proof(old, most, uniform).unwrap();
		assert!(proof.len() as u32 <= MAX_PROOF_LEN);
		let old_root = root_at(old, uniform).unwrap();
		assert_eq!(verify_consistency(old, &old_root, most, &root, &proof), Ok(()));
	}
	assert_eq!(consistency_proof(3, most, uniform).unwrap().len() as u32, MAX_PROOF_LEN);
}

proptest! {
	#[test]
	fn every_pair_of_a_larger_tree_verifies(size in 1u64..2_000, seeds in any::<[u64; 2]>()) {
		let tree = Tree::counted(size);
		let (index, old) = (seeds[0] % size, seeds[1] % (size + 1));
		prop_assert_eq!(tree.includes(index, index, size, &tree.inclusion(index, size)), Ok(()));
		prop_assert_eq!(tree.extends(old, size, &tree.consistency(old, size)), Ok(()));
		let root = root_at(old, |node| tree.node(node));
		prop_assert_eq!(root, Ok(tree.roots[old as usize]));
		let frontier = Frontier::from_nodes(old, |node| tree.node(node)).unwrap();
		prop_assert_eq!(frontier.root(), tree.roots[old as usize]);
		prop_assert_eq!(frontier.size(), old);
	}

	#[test]
	fn inner_nodes_stand_where_their_position_says(size in 1u64..2_000) {
		let tree = Tree::counted(size);
		prop_assert_eq!(tree.inner.len() as u64, Node::inner_count(size));
		for level in 1..=size.ilog2() {
			for index in 0..size >> level {
				let below = |right| Node { level: level - 1, index: 2 * index + right };
				let (left, right) = (tree.node(below(0)).unwrap(), tree.node(below(1)).unwrap());
				let own = tree.node(Node { level, index }).unwrap();
				prop_assert_eq!(own, node_hash(&left, &right));
			}
		}
	}

	#[test]
	fn huge_trees_verify(size in 1..=MAX_LEAVES, seeds in any::<[u64; 2]>()) {
		let (index, old) = (seeds[0] % size, seeds[1] % (size + 1));
		let root = root_at(size, uniform).unwrap();
		let proof = inclusion_proof(index, size, uniform).unwrap();
		prop_assert_eq!(verify_inclusion(index, size, &[1; 32], &proof, &root), Ok(()));
		let old_root = root_at(old, uniform).unwrap();
		let proof = consistency_proof(old, size, uniform).unwrap();
		prop_assert!(proof.len() as u32 <= MAX_PROOF_LEN);
		prop_assert_eq!(verify_consistency(old, &old_root, size, &root, &proof), Ok(()));
	}

	#[test]
	fn no_input_makes_verification_panic(
		numbers in any::<[u64; 2]>(),
		roots in any::<[Hash; 2]>(),
		proof in prop::collection::vec(any::<Hash>(), 0..70),
	) {
		let _ = verify_inclusion(numbers[0], numbers[1], &roots[0], &proof, &roots[1]);
		let _ = verify_consistency(numbers[0], &roots[0], numbers[1], &roots[1], &proof);
	}
}
