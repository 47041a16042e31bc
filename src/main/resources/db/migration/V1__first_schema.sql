-- One schema for H2 and PostgreSQL; ${bytes} is BYTEA or BLOB, ${next} how each takes the next value of a sequence, ${roomy} leaves room in the pages of
-- rows that are changed a few times, so that a change that touches no index stays within its page.

-- A server takes fifty numbers at once. The view hides how they differ.
CREATE SEQUENCE packet_seq START WITH 1 INCREMENT BY 50;
CREATE VIEW next_packet_number AS SELECT ${next} AS number;

CREATE TABLE packet (
  number       BIGINT PRIMARY KEY,
  reference    VARCHAR(64) UNIQUE,
  record_key   VARCHAR(200) NOT NULL,
  generation   INTEGER NOT NULL,
  event_id     VARCHAR(36) NOT NULL,
  driver       VARCHAR(36) NOT NULL,
  fingerprint  VARCHAR(120) NOT NULL,
  state        VARCHAR(16) NOT NULL,
  awaits       VARCHAR(16) NOT NULL,
  identifiers  ${bytes},
  created_at   TIMESTAMP NOT NULL,
  due_at       TIMESTAMP,
  lease        VARCHAR(36),
  leased_until TIMESTAMP,
  userinfo     VARCHAR(1000),
  quiet_since  TIMESTAMP NOT NULL,
  requests     INTEGER NOT NULL,
  request_id   VARCHAR(100),
  note         VARCHAR(600),
  version      BIGINT NOT NULL,
  UNIQUE (record_key, generation)
) ${roomy};
CREATE INDEX packet_due ON packet (due_at);

CREATE TABLE registration_number (
  event_id VARCHAR(36) PRIMARY KEY,
  number   VARCHAR(64) NOT NULL UNIQUE,
  made_at  TIMESTAMP NOT NULL
);

-- What registration numbers count by: the first number that no server has taken yet.
CREATE TABLE number_sequence (
  name        VARCHAR(100) PRIMARY KEY,
  next_number BIGINT NOT NULL
);

CREATE TABLE pending_action (
  id                  VARCHAR(36) PRIMARY KEY,
  event_id            VARCHAR(36) NOT NULL,
  action_id           VARCHAR(36) NOT NULL UNIQUE,
  event_type          VARCHAR(100) NOT NULL,
  action_type         VARCHAR(40) NOT NULL,
  custom_action_type  VARCHAR(200),
  tracking_id         VARCHAR(100),
  state               VARCHAR(24) NOT NULL,
  resume_state        VARCHAR(24),
  park_cause          VARCHAR(40),
  decision            VARCHAR(16) NOT NULL,
  operation           VARCHAR(64),
  when_declined       VARCHAR(8) NOT NULL,
  requested_by        VARCHAR(100),
  rule                VARCHAR(200) NOT NULL,
  pack_version        VARCHAR(100) NOT NULL,
  answer_status       INTEGER NOT NULL,
  answer_body         VARCHAR(4000) NOT NULL,
  registration_number VARCHAR(64),
  -- Of a row of packet, which is written in the same transaction, in whatever order the rows are sent: so it is no foreign key.
  packet_number       BIGINT,
  token               ${bytes},
  document            ${bytes},
  additions           ${bytes},
  received_at         TIMESTAMP NOT NULL,
  decide_by           TIMESTAMP NOT NULL,
  due_at              TIMESTAMP,
  ended_at            TIMESTAMP,
  erase_at            TIMESTAMP,
  lease               VARCHAR(36),
  leased_until        TIMESTAMP,
  failures            INTEGER NOT NULL,
  failing_since       TIMESTAMP,
  last_failure        VARCHAR(600),
  same_failures       INTEGER NOT NULL,
  version             BIGINT NOT NULL
) ${roomy};
CREATE INDEX pending_action_due ON pending_action (due_at);
CREATE INDEX pending_action_event ON pending_action (event_id);
CREATE INDEX pending_action_erase ON pending_action (erase_at);

CREATE TABLE action_step (
  id         VARCHAR(36) PRIMARY KEY,
  action     VARCHAR(36) NOT NULL,
  from_state VARCHAR(24),
  to_state   VARCHAR(24) NOT NULL,
  at         TIMESTAMP NOT NULL,
  reason     VARCHAR(600)
);
CREATE INDEX action_step_action ON action_step (action);

CREATE TABLE attention (
  id       VARCHAR(36) PRIMARY KEY,
  kind     VARCHAR(40) NOT NULL,
  subject  VARCHAR(100) NOT NULL,
  event_id VARCHAR(36),
  detail   VARCHAR(600),
  token    ${bytes},
  at       TIMESTAMP NOT NULL,
  UNIQUE (kind, subject)
);

-- What is to be told to people; sent by whoever delivers notices.
CREATE TABLE notice (
  id          VARCHAR(36) PRIMARY KEY,
  kind        VARCHAR(40) NOT NULL,
  action      VARCHAR(36) NOT NULL,
  event_id    VARCHAR(36) NOT NULL,
  event_type  VARCHAR(100) NOT NULL,
  tracking_id VARCHAR(100),
  recipient   VARCHAR(100),
  text        VARCHAR(600),
  token       ${bytes},
  token_ends  TIMESTAMP,
  queued_at   TIMESTAMP NOT NULL,
  sent_at     TIMESTAMP
);

CREATE INDEX notice_token_ends ON notice (token_ends);
CREATE INDEX notice_action ON notice (action);

CREATE TABLE audit_event (
  id         VARCHAR(36) PRIMARY KEY,
  at         TIMESTAMP NOT NULL,
  type       VARCHAR(40) NOT NULL,
  subject    VARCHAR(100),
  actor      VARCHAR(100) NOT NULL,
  detail     VARCHAR(1000),
  seal       BIGINT
);
CREATE INDEX audit_event_seal ON audit_event (seal);

-- The chain over the audit trail: one hash for all lines of a seal.
CREATE TABLE audit_seal (
  number    BIGINT PRIMARY KEY,
  hash      VARCHAR(120) NOT NULL,
  sealed_at TIMESTAMP NOT NULL
);

-- Small leases for jobs that one server at a time does.
CREATE TABLE job_lease (
  name   VARCHAR(40) PRIMARY KEY,
  holder VARCHAR(36),
  until  TIMESTAMP
);
INSERT INTO job_lease (name) VALUES ('audit-sealer');
INSERT INTO job_lease (name) VALUES ('hub-subscriber');

-- secret and former_secret are sealed: what the hub signs with, and what it signed with until rotated_at.
CREATE TABLE hub_subscription (
  topic         VARCHAR(300) PRIMARY KEY,
  callback      VARCHAR(1000) NOT NULL,
  state         VARCHAR(16) NOT NULL,
  asked_at      TIMESTAMP,
  verified_at   TIMESTAMP,
  delivered_at  TIMESTAMP,
  secret        ${bytes},
  former_secret ${bytes},
  rotated_at    TIMESTAMP,
  detail        VARCHAR(600),
  version       BIGINT NOT NULL
);

CREATE TABLE hub_delivery (
  id            VARCHAR(36) PRIMARY KEY,
  event_id      VARCHAR(200) NOT NULL,
  body_hash     VARCHAR(64) NOT NULL,
  kind          VARCHAR(16) NOT NULL,
  topic         VARCHAR(300),
  body          ${bytes},
  received_at   TIMESTAMP NOT NULL,
  state         VARCHAR(16) NOT NULL,
  cause         VARCHAR(600),
  reference     VARCHAR(64),
  request_id    VARCHAR(100),
  due_at        TIMESTAMP,
  lease         VARCHAR(36),
  leased_until  TIMESTAMP,
  failures      INTEGER NOT NULL,
  failing_since TIMESTAMP,
  version       BIGINT NOT NULL,
  UNIQUE (event_id, body_hash)
) ${roomy};
CREATE INDEX hub_delivery_due ON hub_delivery (due_at);

-- What the national ID system signed about a person who logged in from a form, sealed, until a packet carries it. subject is a keyed hash.
CREATE TABLE userinfo (
  id       VARCHAR(36) PRIMARY KEY,
  subject  VARCHAR(120) NOT NULL,
  token    ${bytes} NOT NULL,
  kept_at  TIMESTAMP NOT NULL,
  erase_at TIMESTAMP NOT NULL
);
CREATE INDEX userinfo_subject ON userinfo (subject);
CREATE INDEX userinfo_erase ON userinfo (erase_at);
