// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A note, a checkpoint and a key that are read have one text: the one that they were read from.

#include "core/integrity/checkpoint.h"
#include "tests/fuzz/property.h"

using namespace vci;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    if (const auto note = integrity::Note::parse(text); note.ok())
        require(note.value().toString() == text, "a note gives its bytes back");
    if (const auto checkpoint = integrity::Checkpoint::parse(text); checkpoint.ok())
        require(checkpoint.value().text() == text, "a checkpoint gives its lines back");
    if (const auto both = integrity::SignedCheckpoint::parse(text); both.ok())
        require(both.value().checkpoint.text() == both.value().note.text, "the checkpoint is the note's text");
    if (const auto origin = integrity::Origin::parse(text); origin.ok())
        require(origin.value().toString() == text, "an origin has one text");
    if (const auto key = integrity::VerifierKey::parse(text); key.ok()) {
        const auto again = integrity::VerifierKey::parse(key.value().toString());
        require(again.ok() && again.value() == key.value(), "a verifier key reads its own text");
    }
    if (const auto key = integrity::SignerKey::parse(text); key.ok())
        require(integrity::SignerKey::parse(key.value().toString()).ok(), "a signing key reads its own text");
    return 0;
}
