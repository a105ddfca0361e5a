// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/intake/tablemap.h"
#include "core/store/writer.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace vci::intake {

/// Makes events of rows, each checked by the gate of append (DESIGN 3.2). The same row gives the same event in every run, but for
/// `recorded_at` in its metadata. One thread.
class RowMapper {
public:
    /// map outlives the mapper. tenant: the one in force; a row that names another is refused. Errors: InvalidMap for a column
    /// that the header lacks or has twice.
    [[nodiscard]] static Result<RowMapper> bind(const TableMap& map, std::span<const std::string> header,
                                                std::shared_ptr<const catalog::Catalog> catalog, Timestamp recordedAt,
                                                std::optional<TenantId> tenant);

    /// The event of a row with as many cells as the header, with id and timestamp, without sequence; nothing for a row that the
    /// map skips. Errors, naming the column: InvalidId, InvalidTime, InvalidPayload, PayloadTooLarge, UnknownEventType.
    [[nodiscard]] Result<std::optional<store::NewEvent>> eventOf(const std::vector<std::string>& cells) const;

    [[nodiscard]] std::size_t columnCount() const { return m_columnCount; }

private:
    using Cells = std::vector<std::string>;

    RowMapper(const TableMap& map, std::shared_ptr<const catalog::Catalog> catalog, Timestamp recordedAt,
              std::optional<TenantId> tenant);

    [[nodiscard]] Result<void> checkColumns(std::span<const std::string> header);
    [[nodiscard]] const std::string& cell(const Cells& cells, const Column& column) const;
    [[nodiscard]] bool isEmpty(const std::string& cell) const { return cell.empty() || cell == m_map.nullMark; }
    [[nodiscard]] const TypeRule* typeOf(const Cells& cells) const;
    /// Says which cells met no rule.
    [[nodiscard]] Error unmatched(const Cells& cells) const;
    [[nodiscard]] bool holds(const Condition& condition, const Cells& cells) const;
    /// Nothing where each of its columns is empty. tag: what a derived one begins with.
    [[nodiscard]] Result<std::optional<Uuid>> id(const IdSpec& spec, std::span<const std::string> tag, const Cells& cells) const;
    [[nodiscard]] Result<Uuid> requiredId(const IdSpec& spec, std::span<const std::string> tag, const Cells& cells) const;
    [[nodiscard]] Result<Uuid> eventId(const Cells& cells) const;
    [[nodiscard]] Result<void> checkTenant(const Cells& cells) const;
    [[nodiscard]] Result<void> appendOptionalId(std::string& out, const char* name, const std::optional<IdSpec>& spec,
                                                std::span<const std::string> tag, const Cells& cells) const;
    [[nodiscard]] Result<void> appendFields(std::string& out, std::span<const Field> fields, const Cells& cells) const;

    const TableMap& m_map;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::string m_recordedAt;
    std::optional<TenantId> m_tenant;
    std::unordered_map<std::string, std::size_t> m_columns;
    std::size_t m_columnCount = 0;
};

}  // namespace vci::intake
