// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/verdict.h"
#include "core/integrity/checkpoint.h"
#include "core/model/recordedanchor.h"
#include "core/verify/verifier.h"

#include <span>

namespace vci::verify {

/// Adds to what the record is held against what asking about its anchors came to: the verdicts, the notes under them and the
/// endpoints that failed. A note under a final anchor counts whoever signed it: the pinned sender stands for it. origin: of the
/// log in force; an anchor of an older log says nothing about this one. checked: one verdict for each of recorded, in order.
void addAnchors(const integrity::Origin& origin, std::span<const RecordedAnchor> recorded, const anchor::AnchorReport& checked,
                Inputs& inputs);

}  // namespace vci::verify
