// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// vci_appender STORE TENANT PREFIX BATCH: appends batches of BATCH events without end, to four aggregates whose ids start with
// PREFIX (8 hex digits). Each batch has a correlation id of its own; once it is acknowledged, the id is printed as a line. After
// an error, which is printed as "! code message", it appends the same batch with the same ids until it is taken. It is made to be
// killed, and ends with whoever started it.

#include "app/source/opensource.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace vci;

constexpr std::chrono::milliseconds kPauseAfterError{50};

/// In one write, so that a line is there whole or not at all.
void print(std::string line)
{
    line += '\n';
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(EXIT_FAILURE);
}

std::vector<store::NewEvent> makeBatch(IdSource& ids, const std::string& prefix, int events, CorrelationId correlation)
{
    std::vector<store::NewEvent> batch;
    for (int i = 0; i < events; ++i) {
        const std::string aggregate = prefix + "-0000-4000-8000-00000000000" + std::to_string(i % 4);
        batch.push_back(store::NewEvent{.id = EventId(ids.next()),
                                        .aggregateId = *AggregateId::tryFromString(aggregate),
                                        .aggregateType = "Call",
                                        .eventType = "CallOnHold",
                                        .eventVersion = 1,
                                        .eventData = R"({"reason":"lookup"})",
                                        .metadata = "{}",
                                        .causationId = {},
                                        .correlationId = correlation,
                                        .expectedSequence = {},
                                        .gaveCorrelation = true,
                                        .sequence = {},
                                        .timestamp = {},
                                        .blockchainTxHash = {}});
    }
    return batch;
}

}  // namespace

int main(int argc, char** argv)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (argc != 5) return EXIT_FAILURE;
    const auto tenant = TenantId::tryFromString(argv[2]);
    const int size = std::atoi(argv[4]);
    if (!tenant || size < 1) return EXIT_FAILURE;
    RandomIdSource ids;
    SystemClock clock;
    std::unique_ptr<store::EventWriter> writer;
    const auto report = [](const Error& error) {
        print("! " + std::string(codeName(error.code)) + " " + error.message);
        std::this_thread::sleep_for(kPauseAfterError);
    };
    while (true) {
        const CorrelationId correlation(ids.next());
        const auto batch = makeBatch(ids, argv[3], size, correlation);
        for (bool stored = false; !stored;) {
            if (!writer) {
                auto opened = app::openForAppend(argv[1], ids, clock);
                if (!opened.ok()) {
                    report(opened.error());
                    continue;
                }
                writer = std::move(opened).value();
            }
            const auto outcome = writer->append(*tenant, batch, store::Stamping::ByStore);
            stored = outcome.ok();
            if (!stored) report(outcome.error());
        }
        print(correlation.toString());
    }
}
