# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The platform, as far as the event store sees it: SQLAlchemy models of the stock tables that read and insert.

stock_platform.py URI TENANT set|unset: prints how many events it saw before and after inserting two, and their ids.
"""
import sys
import uuid
from datetime import datetime, timezone

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, String, create_engine, func, select, text
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import declarative_base, sessionmaker

Base = declarative_base()


def now():
    """Naive UTC, as the platform's columns hold it."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


class Tenant(Base):
    __tablename__ = "tenants"
    id = Column(UUID(as_uuid=True), primary_key=True, default=uuid.uuid4)
    name = Column(String(255), nullable=False)
    is_active = Column(Boolean, default=True)


class EventStore(Base):
    __tablename__ = "event_store"
    id = Column(UUID(as_uuid=True), primary_key=True, default=uuid.uuid4)
    aggregate_id = Column(UUID(as_uuid=True), nullable=False)
    aggregate_type = Column(String(100), nullable=False)
    event_type = Column(String(100), nullable=False)
    event_version = Column(Integer, nullable=False, default=1)
    event_data = Column(JSONB, nullable=False)
    event_metadata = Column("metadata", JSONB, default=dict)
    timestamp = Column(DateTime, nullable=False, default=now)
    sequence_number = Column(Integer, nullable=False)
    causation_id = Column(UUID(as_uuid=True))
    correlation_id = Column(UUID(as_uuid=True))
    blockchain_tx_hash = Column(String(66))
    tenant_id = Column(UUID(as_uuid=True), ForeignKey("tenants.id"), nullable=False)


class EventSnapshot(Base):
    __tablename__ = "event_snapshots"
    id = Column(UUID(as_uuid=True), primary_key=True, default=uuid.uuid4)
    aggregate_id = Column(UUID(as_uuid=True), nullable=False)
    aggregate_type = Column(String(100), nullable=False)
    snapshot_data = Column(JSONB, nullable=False)
    snapshot_version = Column(Integer, nullable=False)
    last_event_sequence = Column(Integer, nullable=False)
    last_event_id = Column(UUID(as_uuid=True), nullable=False)
    created_at = Column(DateTime, nullable=False, default=now)
    tenant_id = Column(UUID(as_uuid=True), ForeignKey("tenants.id"), nullable=False)


class ReadModel(Base):
    __tablename__ = "read_models"
    id = Column(UUID(as_uuid=True), primary_key=True, default=uuid.uuid4)
    model_type = Column(String(100), nullable=False)
    model_id = Column(String(255), nullable=False)
    data = Column(JSONB, nullable=False)
    version = Column(Integer, nullable=False, default=1)
    last_event_id = Column(UUID(as_uuid=True), nullable=False)
    last_event_sequence = Column(Integer, nullable=False)
    created_at = Column(DateTime, nullable=False, default=now)
    updated_at = Column(DateTime, nullable=False, default=now, onupdate=now)
    tenant_id = Column(UUID(as_uuid=True), ForeignKey("tenants.id"), nullable=False)
    is_deleted = Column(Boolean, default=False)


def main():
    uri, tenant_text, variable = sys.argv[1:]
    tenant = uuid.UUID(tenant_text)
    session = sessionmaker(bind=create_engine(uri))()

    def begin():
        if variable == "set":
            session.execute(text(f"SET LOCAL app.current_tenant_id = '{tenant}'"))

    def count():
        return session.execute(select(func.count()).select_from(EventStore).where(EventStore.tenant_id == tenant)).scalar_one()

    begin()
    before = count()
    assert session.get(Tenant, tenant).is_active
    call = uuid.uuid4()
    first = EventStore(aggregate_id=call, aggregate_type="Call", event_type="CallInitiated", sequence_number=1, tenant_id=tenant,
                       event_data={"caller_number": "+12025550123"}, event_metadata={"source": "platform"})
    session.add(first)
    session.flush()
    second = EventStore(aggregate_id=call, aggregate_type="Call", event_type="CallEnded", sequence_number=2, tenant_id=tenant,
                        event_data={"duration_seconds": 12}, causation_id=first.id)
    session.add(second)
    session.flush()
    snapshot = EventSnapshot(aggregate_id=call, aggregate_type="Call", snapshot_data={"status": "ended"}, snapshot_version=1,
                             last_event_sequence=2, last_event_id=second.id, tenant_id=tenant)
    model = ReadModel(model_type="CallSummary", model_id=str(call), data={"status": "ended"}, last_event_id=second.id,
                      last_event_sequence=2, tenant_id=tenant)
    session.add_all([snapshot, model])
    session.commit()

    begin()
    session.refresh(first)
    assert first.event_data == {"caller_number": "+12025550123"} and first.event_metadata == {"source": "platform"}
    model.data = {"status": "archived"}
    model.version += 1
    session.commit()
    begin()
    assert session.get(ReadModel, model.id).version == 2
    session.delete(model)
    session.commit()
    begin()
    history = session.query(EventStore).filter_by(aggregate_id=call).order_by(EventStore.sequence_number).all()
    assert [event.event_type for event in history] == ["CallInitiated", "CallEnded"]
    after = count()
    session.rollback()
    print(before, after, first.id, second.id)


main()
