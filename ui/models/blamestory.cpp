// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/blamestory.h"

#include "ui/format/text.h"
#include "ui/models/staterows.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <string_view>

namespace vci::ui {

namespace {

constexpr std::size_t kLineValues = 6;
constexpr int kLineValueChars = 28;

QString lineOf(const std::vector<replay::FieldChange>& changes, std::size_t count)
{
    QStringList values;
    std::size_t begin = 0;
    if (count > kLineValues) {
        begin = count - kLineValues + 1;
        values.append(QStringLiteral("…"));
    }
    for (std::size_t i = begin; i < count; ++i) {
        values.append(changes[i].after ? bounded(format::value(std::string_view(*changes[i].after)), kLineValueChars)
                                       : QCoreApplication::translate("BlameStory", "(removed)"));
    }
    return values.join(QStringLiteral(" · "));
}

void tellGroup(BlameStory& story, const replay::Timeline& timeline, const std::vector<replay::FieldBlame>& leaves)
{
    story.kind = BlameStory::Kind::Group;
    story.leaves = static_cast<std::int64_t>(leaves.size());
    const auto newest =
        std::max_element(leaves.begin(), leaves.end(), [](const auto& a, const auto& b) { return a.setBy < b.setBy; });
    story.setBy = eventName(timeline, newest->setBy);
}

void tellLeaf(BlameStory& story, const replay::Timeline& timeline, const replay::FieldBlame& blame)
{
    story.kind = BlameStory::Kind::Leaf;
    story.setBy = eventName(timeline, blame.setBy);
    story.value = bounded(format::value(std::string_view(blame.value)));
    if (blame.previous) story.before = bounded(format::value(std::string_view(*blame.previous)), 120);
    story.changes = blame.changes;
    if (story.changesSoFar == 0) return;
    const std::size_t last = story.history->changes[story.changesSoFar - 1].event;
    if (last != blame.setBy) story.lastChange = eventName(timeline, last);
}

void tellAbsent(BlameStory& story, const replay::Timeline& timeline)
{
    story.kind = BlameStory::Kind::Absent;
    const auto& changes = story.history->changes;
    if (story.changesSoFar > 0) story.setBy = eventName(timeline, changes[story.changesSoFar - 1].event);
    const auto next = std::find_if(changes.begin() + static_cast<std::ptrdiff_t>(story.changesSoFar), changes.end(),
                                   [](const replay::FieldChange& change) { return change.after.has_value(); });
    if (next != changes.end()) story.nextSet = eventName(timeline, next->event);
}

}  // namespace

EventName eventName(const replay::Timeline& timeline, std::size_t index)
{
    const replay::EventHead head = timeline.eventAt(index);
    EventName name;
    name.index = index;
    name.sequence = head.sequence.value();
    name.type = format::plain(head.eventType);
    name.at = head.at;
    if (!head.at.isInEnvelopeRange()) name.foreignTime = format::plain(timeline.timeText(index));
    return name;
}

std::shared_ptr<const FieldHistory> fieldHistory(std::shared_ptr<const replay::Timeline> timeline, const QString& pointer)
{
    auto history = std::make_shared<FieldHistory>();
    history->pointer = pointer;
    if (timeline) history->changes = timeline->historyOf(pointer.toStdString());
    history->timeline = std::move(timeline);
    return history;
}

BlameStory blameStory(const std::shared_ptr<const replay::Timeline>& timeline, replay::Position position, const QString& pointer,
                      std::shared_ptr<const FieldHistory> known)
{
    BlameStory story;
    if (!timeline || pointer.isEmpty()) return story;
    story.pointer = pointer;
    story.name = fieldName(pointer);
    const replay::Position at = std::min(position, timeline->size());
    const bool fits = known && known->timeline == timeline && known->pointer == pointer;
    story.history = fits ? std::move(known) : fieldHistory(timeline, pointer);
    const auto& changes = story.history->changes;
    const auto after =
        std::partition_point(changes.begin(), changes.end(), [at](const auto& change) { return change.event < at; });
    story.changesSoFar = static_cast<std::size_t>(after - changes.begin());
    story.line = lineOf(changes, story.changesSoFar);

    const auto leaves = timeline->blameAt(at, pointer.toStdString());
    if (!leaves.ok() || leaves.value().empty()) {
        tellAbsent(story, *timeline);
    } else if (leaves.value().size() == 1 && leaves.value().front().path == pointer.toStdString()) {
        tellLeaf(story, *timeline, leaves.value().front());
    } else {
        tellGroup(story, *timeline, leaves.value());
    }
    return story;
}

}  // namespace vci::ui
