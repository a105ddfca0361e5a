// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Judges what tst_goverifiers made by the verifiers of Go's module mirror, which know nothing of ours. Says "accepted" or why not.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Index, Size int64
	Leaf, Root  tlog.Hash
	Path        tlog.RecordProof
}

type consistency struct {
	From, To         int64
	FromRoot, ToRoot tlog.Hash
	Path             tlog.TreeProof
}

type evidence struct {
	SignerKey, VerifierKey string
	Note, Text             string
	Inclusion              []inclusion
	Consistency            []consistency
}

func check(err error, what string) {
	if err != nil {
		fmt.Println(what+":", err)
		os.Exit(1)
	}
}

func main() {
	var given evidence
	check(json.NewDecoder(os.Stdin).Decode(&given), "input")
	verifier, err := note.NewVerifier(given.VerifierKey)
	check(err, "verifier key")
	opened, err := note.Open([]byte(given.Note), note.VerifierList(verifier))
	check(err, "note")
	signer, err := note.NewSigner(given.SignerKey)
	check(err, "signer key")
	signed, err := note.Sign(&note.Note{Text: opened.Text}, signer)
	check(err, "signing")
	if string(signed) != given.Note || opened.Text != given.Text {
		check(fmt.Errorf("another note than Go's:\n%s", signed), "note")
	}
	for _, proof := range given.Inclusion {
		check(tlog.CheckRecord(proof.Path, proof.Size, proof.Root, proof.Index, proof.Leaf), fmt.Sprint("record ", proof.Index, " of ", proof.Size))
	}
	for _, proof := range given.Consistency {
		check(tlog.CheckTree(proof.Path, proof.To, proof.ToRoot, proof.From, proof.FromRoot), fmt.Sprint("tree ", proof.From, " to ", proof.To))
	}
	fmt.Println("accepted")
}
