// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/catalog/catalog.h"
#include "core/json/value.h"
#include "core/report/personaltext.h"
#include "core/report/request.h"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace vci::report {

/// Takes personal data out of what a report shows, or leaves it where that was asked for.
///
/// Masked is every field whose name the catalogue calls sensitive for any type, wherever it stands and in whatever case it is
/// written; every text and number of an event whose type the catalogue does not know: nobody said what those hold; the values and
/// the rows that findings on snapshots and read models quote; and telephone numbers with +, mail addresses and card numbers in
/// every other text and in the names of fields. In what a person wrote, telephone numbers without + too. Immutable.
class Mask {
public:
    /// Up to the second edition less was masked: a report of it is repeated with what it shows already.
    Mask(std::shared_ptr<const catalog::Catalog> catalog, PersonalData mode, std::int64_t edition = kEdition);

    /// The payload of an event of that type.
    [[nodiscard]] json::Value payload(std::string_view eventType, json::Value data) const;
    /// A value at path (JSON Pointer) of a state that an event of that type set.
    [[nodiscard]] json::Value field(std::string_view eventType, std::string_view path, json::Value value) const;
    /// A finding, whose words may quote what a row holds.
    [[nodiscard]] Finding finding(Finding finding) const;
    /// A sentence that may do so, too.
    [[nodiscard]] std::string sentence(std::string_view words) const;
    /// What stands in the place of a transaction's hash: one, or a word such as "pending", as it is; masked where it may be more.
    [[nodiscard]] std::string transactionHash(std::string_view words) const;
    /// What a person wrote.
    [[nodiscard]] std::string freeText(std::string_view words) const;

private:
    [[nodiscard]] bool isSensitive(std::string_view name) const;
    [[nodiscard]] std::string derivedMessage(const Finding& finding) const;
    void hide(json::Value& value, bool allScalars) const;

    std::shared_ptr<const catalog::Catalog> m_catalog;
    PersonalData m_mode;
    std::int64_t m_edition;
    std::set<std::string, std::less<>> m_names;
};

}  // namespace vci::report
