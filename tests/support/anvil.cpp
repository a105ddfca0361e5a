// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/anvil.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>

#include <signal.h>
#include <sys/prctl.h>

namespace vci::test {

namespace {

constexpr int kStartMs = 30'000;

QString findProgram()
{
    const QDir tools(QStringLiteral(VCI_TOOLS_DIR));
    const QStringList names = tools.entryList({QStringLiteral("anvil-*")}, QDir::Files | QDir::Executable, QDir::Name);
    return names.isEmpty() ? QString() : tools.filePath(names.last());
}

}  // namespace

Result<std::unique_ptr<Anvil>> Anvil::start(const QStringList& options)
{
    const QString program = findProgram();
    if (program.isEmpty()) return makeError(ErrorCode::NotFound, "anvil is not installed: run ./dev deps");
    std::unique_ptr<Anvil> node(new Anvil);
    node->m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    node->m_process.start(program, QStringList{QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--no-mining"),
                                               QStringLiteral("--slots-in-an-epoch"), QStringLiteral("1")} +
                                       options);
    static const QRegularExpression listening(QStringLiteral("Listening on 127\\.0\\.0\\.1:(\\d+)"));
    QElapsedTimer time;
    time.start();
    QString output;
    while (time.elapsed() < kStartMs && node->m_process.state() != QProcess::NotRunning) {
        node->m_process.waitForReadyRead(1000);
        output += QString::fromUtf8(node->m_process.readAllStandardOutput());
        const auto match = listening.match(output);
        if (!match.hasMatch()) continue;
        node->m_url = "http://127.0.0.1:" + match.captured(1).toStdString();
        node->m_rpc = std::make_unique<anchor::ethereum::RpcClient>(http::Url::parse(node->m_url).value());
        return node;
    }
    return makeError(ErrorCode::Io,
                     "anvil did not start: " + output.toStdString() + node->m_process.readAllStandardError().toStdString());
}

Anvil::~Anvil()
{
    m_process.kill();
    m_process.waitForFinished();
}

json::Value Anvil::call(std::string_view method, const std::string& params)
{
    // Whatever it prints is read, so that its pipe never fills.
    m_process.readAllStandardOutput();
    auto result = m_rpc->call(method, params, {});
    if (!result.ok()) qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

void Anvil::mine(int blocks)
{
    for (int i = 0; i < blocks; ++i) static_cast<void>(call("evm_mine"));
}

std::string Anvil::account(std::size_t number)
{
    return call("eth_accounts").items().at(number).asText();
}

std::string Anvil::send(const std::string& from, const std::string& inputHex, const std::string& options)
{
    return call("eth_sendTransaction",
                R"([{"from":")" + from + R"(","to":")" + from + R"(","data":")" + inputHex + "\"" + options + "}]")
        .asText();
}

}  // namespace vci::test
