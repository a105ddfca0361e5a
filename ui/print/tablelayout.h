// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/report/presentation.h"

#include <QFont>
#include <QString>

#include <cstddef>
#include <vector>

class QPaintDevice;

namespace vci::ui::print {

/// How wide the columns of a table are, and how high its rows. Each column gets room for its longest word before the rest goes by
/// the columns' weights to those that need it. All measures are those of the device.
class TableLayout {
public:
    struct Row {
        std::vector<QString> texts;  ///< broken as their columns want it
        bool isHead = false;
    };

    /// gap: left and right of each text, above and below. table and device must outlive it.
    TableLayout(const report::Table& table, double width, double gap, const QPaintDevice& device);

    [[nodiscard]] bool hasHead() const { return !m_table.columns.front().title.empty(); }
    [[nodiscard]] Row head() const;
    [[nodiscard]] Row row(std::size_t index) const;
    [[nodiscard]] double heightOf(const Row& row) const;

    [[nodiscard]] double width(std::size_t column) const { return m_widths[column]; }
    [[nodiscard]] QFont font(std::size_t column, bool isHead) const;
    [[nodiscard]] bool isNumber(std::size_t column) const;

private:
    void spread(double width, const std::vector<double>& least, const std::vector<double>& most);

    const report::Table& m_table;
    const QPaintDevice& m_device;
    double m_gap;
    std::vector<double> m_widths;
};

}  // namespace vci::ui::print
