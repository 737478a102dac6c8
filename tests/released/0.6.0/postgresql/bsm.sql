--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: bsm_log; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA bsm_log;


--
-- Name: bsm_read; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA bsm_read;


--
-- Name: bsm_service; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA bsm_service;


--
-- Name: bsm_vault; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA bsm_vault;


--
-- Name: append_only(); Type: FUNCTION; Schema: bsm_log; Owner: -
--

CREATE FUNCTION bsm_log.append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: command_answers; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.command_answers (
    account text NOT NULL COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    digest bytea NOT NULL,
    answer text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: frontiers; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.frontiers (
    size bigint NOT NULL,
    hashes bytea NOT NULL
);


--
-- Name: leaves; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.leaves (
    "position" bigint NOT NULL,
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    recorded_at bigint NOT NULL,
    ends_command bigint NOT NULL,
    leaf_hash bytea NOT NULL
);


--
-- Name: log_header; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.log_header (
    name text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: schema_steps; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.schema_steps (
    number bigint NOT NULL,
    does text NOT NULL COLLATE pg_catalog."C",
    taken_by text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: stored_events; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.stored_events (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    topic text COLLATE pg_catalog."C",
    state bytea
);


--
-- Name: tracking; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.tracking (
    application_name text NOT NULL COLLATE pg_catalog."C",
    notification_id bigint NOT NULL
);


--
-- Name: activities__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.activities__1 (
    activity_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    objective_id text COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C",
    agency text COLLATE pg_catalog."C",
    partners text NOT NULL COLLATE pg_catalog."C",
    due_on text NOT NULL COLLATE pg_catalog."C",
    due_precision text NOT NULL COLLATE pg_catalog."C",
    first_due_on text NOT NULL COLLATE pg_catalog."C",
    slips bigint NOT NULL,
    inherited_slips bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    percent bigint NOT NULL,
    proposed_at bigint NOT NULL,
    agreed_at bigint,
    confirmed_at bigint,
    changed_at bigint NOT NULL,
    first_meeting_id text NOT NULL COLLATE pg_catalog."C",
    origin_kind text NOT NULL COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    decision_id text COLLATE pg_catalog."C",
    person text COLLATE pg_catalog."C",
    parents text NOT NULL COLLATE pg_catalog."C",
    succeeded_by text NOT NULL COLLATE pg_catalog."C",
    is_open bigint NOT NULL,
    first_promised_at bigint NOT NULL,
    proposed_recorded_at bigint NOT NULL,
    agreed_recorded_at bigint,
    completed_at bigint,
    completed_recorded_at bigint,
    confirmed_recorded_at bigint,
    given_up_at bigint,
    given_up_recorded_at bigint,
    due_zone text NOT NULL COLLATE pg_catalog."C",
    due_ends_at bigint NOT NULL,
    due_set_at bigint NOT NULL,
    first_due_ends_at bigint NOT NULL,
    before_block text COLLATE pg_catalog."C",
    before_end text COLLATE pg_catalog."C",
    is_released bigint NOT NULL,
    told_version bigint,
    completed_version bigint,
    confirmed_version bigint,
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: activity_editions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.activity_editions__1 (
    activity_id text NOT NULL COLLATE pg_catalog."C",
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: changed_subjects__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.changed_subjects__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: comments__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.comments__1 (
    comment_id text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    mentions text NOT NULL COLLATE pg_catalog."C",
    by_role text NOT NULL COLLATE pg_catalog."C",
    by_delegation text COLLATE pg_catalog."C",
    made_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    activity_id text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: decision_comments__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.decision_comments__1 (
    comment_id text NOT NULL COLLATE pg_catalog."C",
    decision_id text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    text_version bigint NOT NULL,
    paragraph text COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    commented_at bigint NOT NULL,
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: decision_versions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.decision_versions__1 (
    decision_id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    audience text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C",
    digest text NOT NULL COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    note_command text COLLATE pg_catalog."C",
    tabled_at bigint NOT NULL,
    tabled_by text COLLATE pg_catalog."C",
    translations text NOT NULL COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: decisions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.decisions__1 (
    decision_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    objective_id text COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    text_version bigint NOT NULL,
    tabled_by text COLLATE pg_catalog."C",
    tabled_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    is_contested bigint NOT NULL,
    procedure text COLLATE pg_catalog."C",
    round bigint NOT NULL,
    last_outcome text COLLATE pg_catalog."C",
    basis text COLLATE pg_catalog."C",
    opened_at bigint,
    expires_at bigint,
    time_zone text COLLATE pg_catalog."C",
    entitled text NOT NULL COLLATE pg_catalog."C",
    symbol text COLLATE pg_catalog."C",
    number bigint,
    adopted_at bigint,
    adopted_version bigint,
    recorded_at bigint,
    text_digest text COLLATE pg_catalog."C",
    supersedes text NOT NULL COLLATE pg_catalog."C",
    superseded_by text NOT NULL COLLATE pg_catalog."C",
    activities text NOT NULL COLLATE pg_catalog."C",
    follow_up_audience text NOT NULL COLLATE pg_catalog."C",
    is_restricted bigint NOT NULL,
    session_id text COLLATE pg_catalog."C",
    speakers text NOT NULL COLLATE pg_catalog."C",
    contested_by text NOT NULL COLLATE pg_catalog."C",
    replaced_by text NOT NULL COLLATE pg_catalog."C",
    paragraphs bigint NOT NULL,
    ending_reason text COLLATE pg_catalog."C",
    ending_command text COLLATE pg_catalog."C",
    summary text COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: delegations__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.delegations__1 (
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    agency_of text COLLATE pg_catalog."C",
    quota bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: dependencies__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.dependencies__1 (
    activity_id text NOT NULL COLLATE pg_catalog."C",
    awaited_id text NOT NULL COLLATE pg_catalog."C",
    is_active bigint NOT NULL,
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: evidence__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.evidence__1 (
    evidence_id text NOT NULL COLLATE pg_catalog."C",
    revision bigint NOT NULL,
    sha256 text COLLATE pg_catalog."C",
    size bigint,
    media_type text COLLATE pg_catalog."C",
    name text COLLATE pg_catalog."C",
    url text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    expires_on text COLLATE pg_catalog."C",
    by_role text NOT NULL COLLATE pg_catalog."C",
    by_delegation text COLLATE pg_catalog."C",
    attached_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    is_latest bigint NOT NULL,
    is_withdrawn bigint NOT NULL,
    is_erased bigint NOT NULL,
    activity_id text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: facts__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.facts__1 (
    "position" bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    stored_name text NOT NULL COLLATE pg_catalog."C",
    stream_id text NOT NULL COLLATE pg_catalog."C",
    stream_version bigint NOT NULL,
    meeting_id text COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    recorded_at bigint NOT NULL,
    occurred_at bigint NOT NULL,
    entered_late bigint NOT NULL,
    actor_role text NOT NULL COLLATE pg_catalog."C",
    actor_delegation text COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    nth bigint NOT NULL,
    nth_for_delegations bigint NOT NULL,
    nth_for_all bigint NOT NULL,
    words text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: meetings__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.meetings__1 (
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    series text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    edition bigint,
    city text COLLATE pg_catalog."C",
    host text COLLATE pg_catalog."C",
    chair text COLLATE pg_catalog."C",
    organiser text COLLATE pg_catalog."C",
    starts_on text NOT NULL COLLATE pg_catalog."C",
    ends_on text NOT NULL COLLATE pg_catalog."C",
    time_zone text NOT NULL COLLATE pg_catalog."C",
    mode text NOT NULL COLLATE pg_catalog."C",
    themes text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    capacity bigint,
    stated_participants bigint,
    stated_at_least bigint NOT NULL,
    stated_source text COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: milestones__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.milestones__1 (
    milestone_id text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    due_on text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    reached_at bigint,
    activity_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: names_of_parts__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.names_of_parts__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    part_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: objective_audiences__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.objective_audiences__1 (
    objective_id text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: objectives__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.objectives__1 (
    objective_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    outcome_kind text NOT NULL COLLATE pg_catalog."C",
    status text COLLATE pg_catalog."C",
    discussed_at bigint,
    summary text COLLATE pg_catalog."C",
    code_order text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: parked_facts; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.parked_facts (
    name text NOT NULL COLLATE pg_catalog."C",
    generation bigint NOT NULL,
    "position" bigint NOT NULL,
    stored_name text NOT NULL COLLATE pg_catalog."C",
    error text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: participants__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.participants__1 (
    participant_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    delegation text NOT NULL COLLATE pg_catalog."C",
    erased text NOT NULL COLLATE pg_catalog."C",
    designated_since text COLLATE pg_catalog."C",
    designated_until text COLLATE pg_catalog."C",
    entered_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    name text COLLATE pg_catalog."C",
    contact text COLLATE pg_catalog."C",
    post text COLLATE pg_catalog."C",
    needs text COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: position_entries__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.position_entries__1 (
    decision_id text NOT NULL COLLATE pg_catalog."C",
    entry bigint NOT NULL,
    audience text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    "position" text COLLATE pg_catalog."C",
    text text COLLATE pg_catalog."C",
    until text COLLATE pg_catalog."C",
    until_ends_at bigint,
    speaking_for text COLLATE pg_catalog."C",
    how text NOT NULL COLLATE pg_catalog."C",
    is_own bigint NOT NULL,
    happened_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    is_late bigint NOT NULL,
    earlier bigint,
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: positions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.positions__1 (
    decision_id text NOT NULL COLLATE pg_catalog."C",
    delegation text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    "position" text COLLATE pg_catalog."C",
    text text COLLATE pg_catalog."C",
    until text COLLATE pg_catalog."C",
    speaking_for text COLLATE pg_catalog."C",
    how text NOT NULL COLLATE pg_catalog."C",
    is_own bigint NOT NULL,
    happened_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    is_late bigint NOT NULL,
    entry bigint NOT NULL,
    is_final bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    until_ends_at bigint,
    latest text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: projections; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.projections (
    name text NOT NULL COLLATE pg_catalog."C",
    generation bigint NOT NULL,
    version bigint NOT NULL,
    "position" bigint NOT NULL,
    active bigint NOT NULL,
    stopped bigint NOT NULL,
    indexed bigint DEFAULT 1 NOT NULL
);


--
-- Name: registrations__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.registrations__1 (
    registration_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    delegation text NOT NULL COLLATE pg_catalog."C",
    function text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    nominated_at bigint NOT NULL,
    participant_id text COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: released_streams__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.released_streams__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: restricted_parts__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.restricted_parts__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    part_id text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: roll_calls__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.roll_calls__1 (
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    session_id text COLLATE pg_catalog."C",
    called_at bigint NOT NULL,
    present text NOT NULL COLLATE pg_catalog."C",
    states_present bigint NOT NULL,
    quorum_states bigint NOT NULL,
    place text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: schema_steps; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.schema_steps (
    number bigint NOT NULL,
    does text NOT NULL COLLATE pg_catalog."C",
    taken_by text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: sessions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.sessions__1 (
    session_id text NOT NULL COLLATE pg_catalog."C",
    held_on text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: subjects__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.subjects__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    meeting_id text COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: account_events; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.account_events (
    event text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    account text NOT NULL COLLATE pg_catalog."C",
    by_whom text NOT NULL COLLATE pg_catalog."C",
    what text NOT NULL COLLATE pg_catalog."C",
    mandate text COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C"
);


--
-- Name: accounts; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.accounts (
    account text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sought_as text COLLATE pg_catalog."C",
    participant uuid,
    created_at bigint DEFAULT 0 NOT NULL,
    closed_at bigint
);


--
-- Name: clock_looks; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.clock_looks (
    boot text NOT NULL COLLATE pg_catalog."C",
    looked_at bigint NOT NULL,
    since_boot bigint NOT NULL,
    held_until bigint NOT NULL
);


--
-- Name: delays; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.delays (
    attempt text NOT NULL COLLATE pg_catalog."C",
    failures bigint NOT NULL,
    last_at bigint NOT NULL
);


--
-- Name: import_mappings; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.import_mappings (
    kind text NOT NULL COLLATE pg_catalog."C",
    what text NOT NULL COLLATE pg_catalog."C",
    said text NOT NULL COLLATE pg_catalog."C",
    means text NOT NULL COLLATE pg_catalog."C",
    by_whom text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL
);


--
-- Name: mandates; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.mandates (
    mandate text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    stands_in_for text COLLATE pg_catalog."C",
    purpose text COLLATE pg_catalog."C",
    since bigint NOT NULL,
    until bigint,
    given_by text NOT NULL COLLATE pg_catalog."C",
    given_at bigint NOT NULL,
    reason text COLLATE pg_catalog."C",
    ended_at bigint,
    ended_by text COLLATE pg_catalog."C",
    end_reason text COLLATE pg_catalog."C",
    ends_at bigint NOT NULL,
    seal text COLLATE pg_catalog."C"
);


--
-- Name: one_time_secrets; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.one_time_secrets (
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    purpose text NOT NULL COLLATE pg_catalog."C",
    account text COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: openid_identities; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.openid_identities (
    issuer text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    linked_at bigint NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.outbox (
    key text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    activity text COLLATE pg_catalog."C",
    due_on text COLLATE pg_catalog."C",
    rung text NOT NULL COLLATE pg_catalog."C",
    made_at bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    tries bigint NOT NULL,
    next_at bigint NOT NULL,
    claimed_until bigint NOT NULL,
    sent_at bigint,
    read_at bigint,
    error text COLLATE pg_catalog."C",
    subject text COLLATE pg_catalog."C"
);


--
-- Name: passkeys; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.passkeys (
    credential text NOT NULL COLLATE pg_catalog."C",
    factor text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint
);


--
-- Name: passwords; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.passwords (
    account text NOT NULL COLLATE pg_catalog."C",
    hash text NOT NULL COLLATE pg_catalog."C",
    changed_at bigint NOT NULL
);


--
-- Name: recovery_codes; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.recovery_codes (
    account text NOT NULL COLLATE pg_catalog."C",
    code_hash text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: reminder_preferences; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.reminder_preferences (
    account text NOT NULL COLLATE pg_catalog."C",
    zone text NOT NULL COLLATE pg_catalog."C",
    quiet_from bigint NOT NULL,
    quiet_until bigint NOT NULL,
    muted text NOT NULL COLLATE pg_catalog."C",
    changed_at bigint NOT NULL
);


--
-- Name: rights; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.rights (
    version bigint NOT NULL
);


--
-- Name: schema_steps; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.schema_steps (
    number bigint NOT NULL,
    does text NOT NULL COLLATE pg_catalog."C",
    taken_by text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: sessions; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.sessions (
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    session text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    mandate text COLLATE pg_catalog."C",
    signed_in_by text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    proved_at bigint NOT NULL,
    last_used_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    agent text NOT NULL COLLATE pg_catalog."C",
    pending bigint NOT NULL
);


--
-- Name: spent; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.spent (
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    expires_at bigint NOT NULL
);


--
-- Name: tokens; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.tokens (
    secret_hash text CONSTRAINT tokens_secret_hash_not_null1 NOT NULL COLLATE pg_catalog."C",
    token text NOT NULL COLLATE pg_catalog."C",
    account text CONSTRAINT tokens_account_not_null1 NOT NULL COLLATE pg_catalog."C",
    mandate text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    limited_to text NOT NULL COLLATE pg_catalog."C",
    created_at bigint CONSTRAINT tokens_created_at_not_null1 NOT NULL,
    expires_at bigint CONSTRAINT tokens_expires_at_not_null1 NOT NULL,
    revoked_at bigint,
    last_used_at bigint
);


--
-- Name: totp_factors; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.totp_factors (
    factor text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sealed bytea NOT NULL,
    created_at bigint NOT NULL,
    confirmed_at bigint,
    used_at bigint,
    last_step bigint NOT NULL
);


--
-- Name: destroyed_keys; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.destroyed_keys (
    key text NOT NULL COLLATE pg_catalog."C",
    destroyed_at bigint NOT NULL
);


--
-- Name: files; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.files (
    sha256 text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    size bigint NOT NULL,
    media_type text NOT NULL COLLATE pg_catalog."C",
    sealed bytea NOT NULL,
    kept_at bigint NOT NULL,
    shown_at bigint
);


--
-- Name: keys; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.keys (
    key text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    wrapped bytea NOT NULL,
    wrapped_by text NOT NULL COLLATE pg_catalog."C",
    made_at bigint NOT NULL
);


--
-- Name: people; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.people (
    participant text NOT NULL COLLATE pg_catalog."C",
    delegation text NOT NULL COLLATE pg_catalog."C",
    email_hash bytea,
    sealed bytea NOT NULL,
    made_at bigint NOT NULL
);


--
-- Name: read_people; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.read_people (
    participant text NOT NULL COLLATE pg_catalog."C",
    reading text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: readings; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.readings (
    reading text NOT NULL COLLATE pg_catalog."C",
    read_at bigint NOT NULL,
    account text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    field_groups text NOT NULL COLLATE pg_catalog."C",
    purpose text NOT NULL COLLATE pg_catalog."C",
    place text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: schema_steps; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.schema_steps (
    number bigint NOT NULL,
    does text NOT NULL COLLATE pg_catalog."C",
    taken_by text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: vault_header; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.vault_header (
    name text NOT NULL COLLATE pg_catalog."C",
    value bytea NOT NULL
);


--
-- Data for Name: command_answers; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.command_answers VALUES ('system', '01520bdd52807928a7b0ab228ce92fdb', '\x73f90476096b9cdeddf09aeae316f26b7a28b758d4cf5ce6f8739c201c9d03c9', '{"id":"01520bdd-5280-7928-a7b0-ab228ce92fdb","version":1,"position":1,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":1,"stored_name":"bsm.network.established.v1","stream_id":"01520bdd-5280-7928-a7b0-ab228ce92fdb","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '1a986606d32f43d692a6d313e9cae41c', '\x27245ab1454065ca3e15d7356e0e14687f3a6c892f88ae68ad1252d6d53b7faa', '{"id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":1,"position":2,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":2,"stored_name":"bsm.meeting.announced.v1","stream_id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '76c6bfb69fd9458c8c5ed595d0f0226e', '\x674a0defbd30c6a0447617b6a57363209baeee2fda0174eb66c35ea091b8a610', '{"id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":2,"position":3,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":3,"stored_name":"bsm.meeting.delegations_invited.v1","stream_id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'bb9418962aba41e48127d82a614637f2', '\xcf6969d00df4990a630b031005aeec015d4ed7e884e2be485b8b8ba36f886a72', '{"id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":3,"position":5,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":4,"stored_name":"bsm.meeting.registration_opened.v1","stream_id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":3},{"position":5,"stored_name":"bsm.seat_ledger.opened.v1","stream_id":"12b1bd78-2aab-5526-aa37-cfdd7260ffb2","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('focal-point-AT', '82d9f6b8079744ab9990c431e1708d26', '\x20cc42c1f7d01539070b88898b66ec6b574f6e1092afd2609b005f6746dcc31c', '{"id":"c709c797-15fa-4ca1-b996-77e0b930fb02","version":1,"position":6,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":6,"stored_name":"bsm.registration.nominated.v1","stream_id":"c709c797-15fa-4ca1-b996-77e0b930fb02","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'ae75d958935b47a3bc2ace269d03343a', '\x7167af253bf5888b61d88df5a72f3090334f2b04978e3bdac955d1c6b355b180', '{"id":"c709c797-15fa-4ca1-b996-77e0b930fb02","version":2,"position":8,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":7,"stored_name":"bsm.registration.confirmed.v1","stream_id":"c709c797-15fa-4ca1-b996-77e0b930fb02","version":2},{"position":8,"stored_name":"bsm.seat_ledger.seat_taken.v1","stream_id":"12b1bd78-2aab-5526-aa37-cfdd7260ffb2","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('focal-point-AT', '0e2dd8280cf14d4cbf26165b2561107e', '\x106c63ba2188743a8b9bca4a6f772ffd751b3c2e0003ae435b64c439906d3382', '{"id":"56735048-6f44-4d26-830e-74e2bd6a4d15","version":1,"position":9,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":9,"stored_name":"bsm.registration.nominated.v1","stream_id":"56735048-6f44-4d26-830e-74e2bd6a4d15","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '0d1464829ce948b4ab2cae72dac91712', '\x56a194403d0a4bad8ea1296607b5b8c1f5d78ff18d88b8e67c23a632672d81f0', '{"id":"56735048-6f44-4d26-830e-74e2bd6a4d15","version":2,"position":11,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":10,"stored_name":"bsm.registration.confirmed.v1","stream_id":"56735048-6f44-4d26-830e-74e2bd6a4d15","version":2},{"position":11,"stored_name":"bsm.seat_ledger.seat_taken.v1","stream_id":"12b1bd78-2aab-5526-aa37-cfdd7260ffb2","version":3}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '2aa854cca84e422b8821ce06d162c5a3', '\xa32ea3d11b714cea150da0f7be35d5e8a6391c7ea21dc74dd18ccf4e43f6565e', '{"id":"4793913c-c97c-4af0-ba86-a51c497e8dc7","version":1,"position":12,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":12,"stored_name":"bsm.registration.nominated.v1","stream_id":"4793913c-c97c-4af0-ba86-a51c497e8dc7","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'd2b625eddc0042f899e99009cba5f034', '\xaae9c58a2c4a9e6a58126416b8f2fd4c5396719b143492f5826fce6185e91d5b', '{"id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":4,"position":13,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":13,"stored_name":"bsm.meeting.session_scheduled.v1","stream_id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":4}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '990353f364ed47c0bab3f94b318a5650', '\x5e971c6468c8997135f7e63c751a8f86651561b20a3707936e512853b2bcc1f7', '{"id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":5,"position":14,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":14,"stored_name":"bsm.meeting.session_scheduled.v1","stream_id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":5}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '1146cc62f4244cdba9a192329d4e0f5b', '\x3b9ce7dddbc2bb613aa22d453e4ac4492c81ebcbac4aa81bd3c45cbeadfd3f77', '{"id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":6,"position":15,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":15,"stored_name":"bsm.meeting.session_scheduled.v1","stream_id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":6}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'b5247c5f10fd47a3bf4d563b6cc71583', '\x906908ebe171b96aad622ffe42fbd06ce8f9e9663e64824f964d8006cd417ce4', '{"id":"9c55a875-1036-4bf7-a6a1-f6967f451613","version":1,"position":16,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":16,"stored_name":"bsm.objective.set.v1","stream_id":"9c55a875-1036-4bf7-a6a1-f6967f451613","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'b00cee19fa97425893ba55cc0063829d', '\x8dff53fd06d4a2fd7b8acb64562d34a5f592ad32893635b9653b7234bc240ebf', '{"id":"033cc2e7-f754-4a13-85c6-5707465462d5","version":1,"position":17,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":17,"stored_name":"bsm.activity.proposed.v1","stream_id":"033cc2e7-f754-4a13-85c6-5707465462d5","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'e8529a1718d5451d88a0190dfd934b12', '\x6cb1713f39660ee61e658d3045ccce07a0a0d1173f4d38ac1c8f21b494802f62', '{"id":"033cc2e7-f754-4a13-85c6-5707465462d5","version":2,"position":18,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":18,"stored_name":"bsm.activity.agreed.v1","stream_id":"033cc2e7-f754-4a13-85c6-5707465462d5","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'ecd1a73bcc164efb9029ad2b94cba1e7', '\xe215be6d4df0fd8dc640eb8cb0598b988cec1d1daff1e6a51a7b64002bf96063', '{"id":"033cc2e7-f754-4a13-85c6-5707465462d5","version":3,"position":19,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":19,"stored_name":"bsm.activity.accepted.v1","stream_id":"033cc2e7-f754-4a13-85c6-5707465462d5","version":3}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '2548aebf07274f3d8ea805dc5342cd6d', '\x505a4c0fe15d0f4632eab1a968be4f93e1bdb99a358356242c8965258829ee3a', '{"id":"3d5a3855-cff8-4da0-b5d6-d526ad57d394","version":1,"position":20,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":20,"stored_name":"bsm.participant.entered.v1","stream_id":"3d5a3855-cff8-4da0-b5d6-d526ad57d394","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'ad00f680910b44d9a804f81daaa52eaf', '\x82f27cd4d8a46476b73ea2c1b57f5943a5b16177d7d1a7bd1e22218da7bef76f', '{"id":"59e11255-7d66-4630-b345-9d6a5436456a","version":1,"position":21,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":21,"stored_name":"bsm.participant.entered.v1","stream_id":"59e11255-7d66-4630-b345-9d6a5436456a","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '89b02cc4f41b49efa21cedb8162ec946', '\xe9ff06f25e71663ad2326503a2cfeac27f54f90653cbf582f16f34e3f574206b', '{"id":"81211edc-a526-44b5-b333-6ff4873921cb","version":1,"position":22,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":22,"stored_name":"bsm.participant.entered.v1","stream_id":"81211edc-a526-44b5-b333-6ff4873921cb","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '14d923a1db854f8fb8481a64f45d433a', '\x93458a04621c8cae8becee98e6506e9d36eba8b0146e091c82a6489f3ffbd0f5', '{"id":"e00e18b6-a376-4209-be72-c930724ef6f7","version":6,"position":31,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":23,"stored_name":"bsm.activity.proposed.v1","stream_id":"ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1","version":1},{"position":24,"stored_name":"bsm.activity.agreed.v1","stream_id":"ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1","version":2},{"position":25,"stored_name":"bsm.activity.proposed.v1","stream_id":"8bcf812f-a63c-51c6-b7c4-df46a2f38096","version":1},{"position":26,"stored_name":"bsm.activity.agreed.v1","stream_id":"8bcf812f-a63c-51c6-b7c4-df46a2f38096","version":2},{"position":27,"stored_name":"bsm.activity.accepted.v1","stream_id":"8bcf812f-a63c-51c6-b7c4-df46a2f38096","version":3},{"position":28,"stored_name":"bsm.activity.comment_made.v1","stream_id":"8bcf812f-a63c-51c6-b7c4-df46a2f38096","version":4},{"position":29,"stored_name":"bsm.activity.reported_complete.v1","stream_id":"8bcf812f-a63c-51c6-b7c4-df46a2f38096","version":5},{"position":30,"stored_name":"bsm.activity.proposed.v1","stream_id":"c9ee8c0f-8438-5e7c-ab19-6afbfe47401e","version":1},{"position":31,"stored_name":"bsm.activity.agreed.v1","stream_id":"c9ee8c0f-8438-5e7c-ab19-6afbfe47401e","version":2}]}');


--
-- Data for Name: frontiers; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.frontiers VALUES (1, '\x00000000000000014061e5179d570adc11a88e2f329c9aa01da8224cd83efe811e264143c462bd9d');
INSERT INTO bsm_log.frontiers VALUES (2, '\x0000000000000002dd373a8f1ef87e39e77462f7b164df942c21f25b869302b8e6489d8ee6332807');
INSERT INTO bsm_log.frontiers VALUES (3, '\x0000000000000003dd373a8f1ef87e39e77462f7b164df942c21f25b869302b8e6489d8ee63328070bda3fa6bd0d5e39b2d2dc8e6dac7a294ad94dec2e967f10deef7580958af828');
INSERT INTO bsm_log.frontiers VALUES (5, '\x0000000000000005bad18352e6e203903dd0fa89055b34d61eaa1e576bfb6d7689724e482ac75e4e25d2e6af28617fb49b5329f3b0eb2df2ae19044deccbea7d480096a5a7b20e00');
INSERT INTO bsm_log.frontiers VALUES (6, '\x0000000000000006bad18352e6e203903dd0fa89055b34d61eaa1e576bfb6d7689724e482ac75e4e3e0e1eb5da5362fc1c71e20d272eb1843555e49207dee34e3186fbf5c65b604d');
INSERT INTO bsm_log.frontiers VALUES (8, '\x0000000000000008036841ab9bee343142c40601f3a2938db5f9c12a4c0f0a17ec0a0f89776a6398');
INSERT INTO bsm_log.frontiers VALUES (9, '\x0000000000000009036841ab9bee343142c40601f3a2938db5f9c12a4c0f0a17ec0a0f89776a6398ceb0327ea19efa60d9dea25eeb6ef9bb09a8381aec1f7386d69df300cc96addb');
INSERT INTO bsm_log.frontiers VALUES (11, '\x000000000000000b036841ab9bee343142c40601f3a2938db5f9c12a4c0f0a17ec0a0f89776a63986693849ce71522690432bf4995a2401999ee8a492b22edeee7614f72f0ea2c1d025f7740f510e805b3d0c223548a7887c14074a2978f6aa2a252e65bb2b3975d');
INSERT INTO bsm_log.frontiers VALUES (12, '\x000000000000000c036841ab9bee343142c40601f3a2938db5f9c12a4c0f0a17ec0a0f89776a6398b4a11085b7f5a65cc215d83d22e6047b13bfb1374312295d3770543edea1c92c');
INSERT INTO bsm_log.frontiers VALUES (13, '\x000000000000000d036841ab9bee343142c40601f3a2938db5f9c12a4c0f0a17ec0a0f89776a6398b4a11085b7f5a65cc215d83d22e6047b13bfb1374312295d3770543edea1c92c03937eefcc97125c0ef2ae55f33735bcda06810c6b33a1eb69231449610d1347');
INSERT INTO bsm_log.frontiers VALUES (14, '\x000000000000000e036841ab9bee343142c40601f3a2938db5f9c12a4c0f0a17ec0a0f89776a6398b4a11085b7f5a65cc215d83d22e6047b13bfb1374312295d3770543edea1c92cf3a3409f5f54d4fc19717aac64f0e6ea20af0419b3b6846a840780fafb01bfdf');
INSERT INTO bsm_log.frontiers VALUES (15, '\x000000000000000f036841ab9bee343142c40601f3a2938db5f9c12a4c0f0a17ec0a0f89776a6398b4a11085b7f5a65cc215d83d22e6047b13bfb1374312295d3770543edea1c92cf3a3409f5f54d4fc19717aac64f0e6ea20af0419b3b6846a840780fafb01bfdf095bbb546c885e147f8cc14d3c102ec70bc1d93c0b45991f49c92debd44e4a4e');
INSERT INTO bsm_log.frontiers VALUES (16, '\x0000000000000010e9880812e6e2ecdb60f42d742b818694dbbd065d9e5bbd13fa2be911d3de90f6');
INSERT INTO bsm_log.frontiers VALUES (17, '\x0000000000000011e9880812e6e2ecdb60f42d742b818694dbbd065d9e5bbd13fa2be911d3de90f678e3bdbca7f3094004d803886d1004f593219ff76a7b40d5fe058ad47b98cd8d');
INSERT INTO bsm_log.frontiers VALUES (18, '\x0000000000000012e9880812e6e2ecdb60f42d742b818694dbbd065d9e5bbd13fa2be911d3de90f6d446867174f2e6d930402cf40652cba211d921d1cd8e138bb536e440f684bd8d');
INSERT INTO bsm_log.frontiers VALUES (19, '\x0000000000000013e9880812e6e2ecdb60f42d742b818694dbbd065d9e5bbd13fa2be911d3de90f6d446867174f2e6d930402cf40652cba211d921d1cd8e138bb536e440f684bd8d64155588a4cbdb526f03aeb6969bc4d7a07a46ed242947c4d59d58ae037a8373');
INSERT INTO bsm_log.frontiers VALUES (20, '\x0000000000000014e9880812e6e2ecdb60f42d742b818694dbbd065d9e5bbd13fa2be911d3de90f63d16c38aa57d6778b954e6cb53f915566575887d8370706a8c0c3e24eb6ebab4');
INSERT INTO bsm_log.frontiers VALUES (21, '\x0000000000000015e9880812e6e2ecdb60f42d742b818694dbbd065d9e5bbd13fa2be911d3de90f63d16c38aa57d6778b954e6cb53f915566575887d8370706a8c0c3e24eb6ebab405bad3e2d3145807793b546aca2d5e4aefcdd21e9917855340db31e7c052ba72');
INSERT INTO bsm_log.frontiers VALUES (22, '\x0000000000000016e9880812e6e2ecdb60f42d742b818694dbbd065d9e5bbd13fa2be911d3de90f63d16c38aa57d6778b954e6cb53f915566575887d8370706a8c0c3e24eb6ebab48fa78a8a2c6843b0d438cb0b50bf988e355799d4e192397c7133ce5a6de6796b');
INSERT INTO bsm_log.frontiers VALUES (31, '\x000000000000001fe9880812e6e2ecdb60f42d742b818694dbbd065d9e5bbd13fa2be911d3de90f658f3e385b86a016f124a932431a88c20cc43acda2ad34a444f8994e7232af2619ce04d07924fc43f21ebd3fdb63115dfee2500346e5c32792cdce511f74f3b1cdb43422f65507e03f8ed405c5c866f4ede99fcefa0fb99b7e04fa3586595e43cfa3b1551d2e2375691aaf2331ccb4dbaa9ad02c1e813fbed038e2120eb9eef46');


--
-- Data for Name: leaves; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.leaves VALUES (1, '01520bdd-5280-7928-a7b0-ab228ce92fdb', 1, 1451898000000000, 1, '\x4061e5179d570adc11a88e2f329c9aa01da8224cd83efe811e264143c462bd9d');
INSERT INTO bsm_log.leaves VALUES (2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 1, 1451898000000000, 1, '\xafbd99c25b824be6dd68e9c453427f324f01ef35c9314bcccb03f223be1386f8');
INSERT INTO bsm_log.leaves VALUES (3, 'e00e18b6-a376-4209-be72-c930724ef6f7', 2, 1451898000000000, 1, '\x0bda3fa6bd0d5e39b2d2dc8e6dac7a294ad94dec2e967f10deef7580958af828');
INSERT INTO bsm_log.leaves VALUES (4, 'e00e18b6-a376-4209-be72-c930724ef6f7', 3, 1451898000000000, 0, '\xad7e12387ac13d8d06307e2af5108958b2bfe81e8046f1b5ddb7aae45a43a8f5');
INSERT INTO bsm_log.leaves VALUES (5, '12b1bd78-2aab-5526-aa37-cfdd7260ffb2', 1, 1451898000000000, 1, '\x25d2e6af28617fb49b5329f3b0eb2df2ae19044deccbea7d480096a5a7b20e00');
INSERT INTO bsm_log.leaves VALUES (6, 'c709c797-15fa-4ca1-b996-77e0b930fb02', 1, 1451898000000000, 1, '\x5ce00e597436eaf264a0d04c6ee2970aeaa2b17bd55d52079ea4ab51f3eeb1af');
INSERT INTO bsm_log.leaves VALUES (7, 'c709c797-15fa-4ca1-b996-77e0b930fb02', 2, 1451898000000000, 0, '\x19a54cdae364a302630bf750682a23371f05553aba8e01b65b9cd18bc989b832');
INSERT INTO bsm_log.leaves VALUES (8, '12b1bd78-2aab-5526-aa37-cfdd7260ffb2', 2, 1451898000000000, 1, '\x58c90078ed82f0e61a36a691f241616474b51b968c1c69ed7126cb1f30619ce3');
INSERT INTO bsm_log.leaves VALUES (9, '56735048-6f44-4d26-830e-74e2bd6a4d15', 1, 1451898000000000, 1, '\xceb0327ea19efa60d9dea25eeb6ef9bb09a8381aec1f7386d69df300cc96addb');
INSERT INTO bsm_log.leaves VALUES (10, '56735048-6f44-4d26-830e-74e2bd6a4d15', 2, 1451898000000000, 0, '\xbdbd194621d4c3c29fe46712ed422fe3e69cf0c28c97076f23ab1ef5b5c4fbef');
INSERT INTO bsm_log.leaves VALUES (11, '12b1bd78-2aab-5526-aa37-cfdd7260ffb2', 3, 1451898000000000, 1, '\x025f7740f510e805b3d0c223548a7887c14074a2978f6aa2a252e65bb2b3975d');
INSERT INTO bsm_log.leaves VALUES (12, '4793913c-c97c-4af0-ba86-a51c497e8dc7', 1, 1451898000000000, 1, '\xd574157b207a0883422257c39bbdecc96bd792df7c5e605300f56558ecbe2db5');
INSERT INTO bsm_log.leaves VALUES (13, 'e00e18b6-a376-4209-be72-c930724ef6f7', 4, 1451898000000000, 1, '\x03937eefcc97125c0ef2ae55f33735bcda06810c6b33a1eb69231449610d1347');
INSERT INTO bsm_log.leaves VALUES (14, 'e00e18b6-a376-4209-be72-c930724ef6f7', 5, 1451898000000000, 1, '\xe749b37ebeb8ac6296756df3d9de15f177901d674129539bd461920e055b2999');
INSERT INTO bsm_log.leaves VALUES (15, 'e00e18b6-a376-4209-be72-c930724ef6f7', 6, 1451898000000000, 1, '\x095bbb546c885e147f8cc14d3c102ec70bc1d93c0b45991f49c92debd44e4a4e');
INSERT INTO bsm_log.leaves VALUES (16, '9c55a875-1036-4bf7-a6a1-f6967f451613', 1, 1451898000000000, 1, '\x279888eeae02a7ddedbe5fe84530622129405a2d52e7c399994e25578d94862b');
INSERT INTO bsm_log.leaves VALUES (17, '033cc2e7-f754-4a13-85c6-5707465462d5', 1, 1451898000000000, 1, '\x78e3bdbca7f3094004d803886d1004f593219ff76a7b40d5fe058ad47b98cd8d');
INSERT INTO bsm_log.leaves VALUES (18, '033cc2e7-f754-4a13-85c6-5707465462d5', 2, 1451898000000000, 1, '\xd215e0fdc419a8bbd765cb5177d6d24dfcbc3738ae84b4563585a4b610b69d92');
INSERT INTO bsm_log.leaves VALUES (19, '033cc2e7-f754-4a13-85c6-5707465462d5', 3, 1451898000000000, 1, '\x64155588a4cbdb526f03aeb6969bc4d7a07a46ed242947c4d59d58ae037a8373');
INSERT INTO bsm_log.leaves VALUES (20, '3d5a3855-cff8-4da0-b5d6-d526ad57d394', 1, 1451898000000000, 1, '\xde8c797936f19ea3b49d426e6925e5636c7d8bbb3863fb195d7cbcad5604be92');
INSERT INTO bsm_log.leaves VALUES (21, '59e11255-7d66-4630-b345-9d6a5436456a', 1, 1451898000000000, 1, '\x05bad3e2d3145807793b546aca2d5e4aefcdd21e9917855340db31e7c052ba72');
INSERT INTO bsm_log.leaves VALUES (22, '81211edc-a526-44b5-b333-6ff4873921cb', 1, 1451898000000000, 1, '\x532c4f4317eb41d64df08715fba47988817997679c54c5cce117b1553d931352');
INSERT INTO bsm_log.leaves VALUES (23, 'ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1', 1, 1451898000000000, 0, '\xf51afb14da9675b5696e31df9144f06f8409732847257eb63289d9b6d76b164b');
INSERT INTO bsm_log.leaves VALUES (24, 'ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1', 2, 1451898000000000, 0, '\xc76d3a134724f6927b796b30181a9e6a6ac6d80ec4e2dbee817cc61d432502e2');
INSERT INTO bsm_log.leaves VALUES (25, '8bcf812f-a63c-51c6-b7c4-df46a2f38096', 1, 1451898000000000, 0, '\x191bd4d4bd447a982cbbfabff984938d6784bc5f29d5ea0719cb89a93521da55');
INSERT INTO bsm_log.leaves VALUES (26, '8bcf812f-a63c-51c6-b7c4-df46a2f38096', 2, 1451898000000000, 0, '\x9d2ee757663c9d25d6509b3f8c9418ded0c48be5efdd15db2ccd2b17f0d42acc');
INSERT INTO bsm_log.leaves VALUES (27, '8bcf812f-a63c-51c6-b7c4-df46a2f38096', 3, 1451898000000000, 0, '\x8408dec93d1c348df48eee2c6b41fa0af8af785d33404bfdcfbc50a8d14c08b9');
INSERT INTO bsm_log.leaves VALUES (28, '8bcf812f-a63c-51c6-b7c4-df46a2f38096', 4, 1451898000000000, 0, '\xb49c23f7bb4fc40fbd7ea5094cc7d757e62af705c21f3529a141c2c825228ebc');
INSERT INTO bsm_log.leaves VALUES (29, '8bcf812f-a63c-51c6-b7c4-df46a2f38096', 5, 1451898000000000, 0, '\x7871ae6ba8c0359d0bf52a8d940e7ad98b97144c1d83e4cb5e9fd459e57208a7');
INSERT INTO bsm_log.leaves VALUES (30, 'c9ee8c0f-8438-5e7c-ab19-6afbfe47401e', 1, 1451898000000000, 0, '\x861016309ceb2009a2e8643c5adab8480f8adcc751185eedecf94f219f804639');
INSERT INTO bsm_log.leaves VALUES (31, 'c9ee8c0f-8438-5e7c-ab19-6afbfe47401e', 2, 1451898000000000, 1, '\xfa3b1551d2e2375691aaf2331ccb4dbaa9ad02c1e813fbed038e2120eb9eef46');


--
-- Data for Name: log_header; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.log_header VALUES ('origin', 'example.org/bsm');


--
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.schema_steps VALUES (1, 'facts, leaves, frontiers, answers, all append-only', '0.6.0');
INSERT INTO bsm_log.schema_steps VALUES (2, 'a book of the steps that were taken', '0.6.0');
INSERT INTO bsm_log.schema_steps VALUES (3, 'an index of what was erased', '0.6.0');
INSERT INTO bsm_log.schema_steps VALUES (4, 'indexes of identities in another spelling', '0.6.0');
INSERT INTO bsm_log.schema_steps VALUES (5, 'how far programs have followed a log', '0.6.0');
INSERT INTO bsm_log.schema_steps VALUES (6, 'an index of meetings and objectives', '0.6.0');


--
-- Data for Name: stored_events; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.stored_events VALUES ('01520bdd-5280-7928-a7b0-ab228ce92fdb', 1, 'bsm.network.established.v1', '\x7b226f726967696e61746f725f6964223a2230313532306264642d353238302d373932382d613762302d616232323863653932666462222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273797374656d222c22726f6c65223a2273797374656d222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2230313532306264642d353238302d373932382d613762302d616232323863653932666462222c22636f7272656c6174696f6e5f6964223a2230313532306264642d353238302d373932382d613762302d616232323863653932666462222c2270726f647563745f76657273696f6e223a22302e362e30222c226e616d65223a224e6574776f726b206f6620746865207465737473222c2264656d6f6e7374726174696f6e223a66616c73657d');
INSERT INTO bsm_log.stored_events VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 1, 'bsm.meeting.announced.v1', '\x7b226f726967696e61746f725f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231613938363630362d643332662d343364362d393261362d643331336539636165343163222c22636f7272656c6174696f6e5f6964223a2231613938363630362d643332662d343364362d393261362d643331336539636165343163222c2270726f647563745f76657273696f6e223a22302e362e30222c2264657461696c73223a7b22736572696573223a22416e6e75616c204d656574696e67222c227469746c65223a223130746820416e6e75616c204d656574696e67206f66204e6174696f6e616c20466f63616c20506f696e7473222c2265646974696f6e223a31302c2263697479223a224265726c696e222c22686f7374223a224445222c226368616972223a224445222c226f7267616e69736572223a6e756c6c2c227374617274735f6f6e223a22323031362d30342d3132222c22656e64735f6f6e223a22323031362d30342d3133222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e222c226d6f6465223a22696e20706572736f6e222c227468656d6573223a5b5d7d7d');
INSERT INTO bsm_log.stored_events VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 2, 'bsm.meeting.delegations_invited.v1', '\x7b226f726967696e61746f725f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2237366336626662362d396664392d343538632d386335652d643539356430663032323665222c22636f7272656c6174696f6e5f6964223a2237366336626662362d396664392d343538632d386335652d643539356430663032323665222c2270726f647563745f76657273696f6e223a22302e362e30222c2264656c65676174696f6e73223a5b7b22636f6465223a224154222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a2241757374726961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a337d2c7b22636f6465223a224954222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a224974616c79222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a337d2c7b22636f6465223a224d4b222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a2274686520666f726d6572205975676f736c61762052657075626c6963206f66204d616365646f6e6961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a327d2c7b22636f6465223a22445a222c226b696e64223a22506172746e657220666f7220436f2d6f7065726174696f6e222c226e616d65223a22416c6765726961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a327d2c7b22636f6465223a2246524f4e544558222c226b696e64223a226f7267616e69736174696f6e222c226e616d65223a2246726f6e746578222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a317d5d7d');
INSERT INTO bsm_log.stored_events VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 3, 'bsm.meeting.registration_opened.v1', '\x7b226f726967696e61746f725f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2262623934313839362d326162612d343165342d383132372d643832613631343633376632222c22636f7272656c6174696f6e5f6964223a2262623934313839362d326162612d343165342d383132372d643832613631343633376632222c2270726f647563745f76657273696f6e223a22302e362e30222c226361706163697479223a3130307d');
INSERT INTO bsm_log.stored_events VALUES ('12b1bd78-2aab-5526-aa37-cfdd7260ffb2', 1, 'bsm.seat_ledger.opened.v1', '\x7b226f726967696e61746f725f6964223a2231326231626437382d326161622d353532362d616133372d636664643732363066666232222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2262623934313839362d326162612d343165342d383132372d643832613631343633376632222c22636f7272656c6174696f6e5f6964223a2262623934313839362d326162612d343165342d383132372d643832613631343633376632222c2270726f647563745f76657273696f6e223a22302e362e30222c226d656574696e675f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637227d');
INSERT INTO bsm_log.stored_events VALUES ('c709c797-15fa-4ca1-b996-77e0b930fb02', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2263373039633739372d313566612d346361312d623939362d373765306239333066623032222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a22666f63616c2d706f696e742d4154222c22726f6c65223a22666f63616c2d706f696e74222c2264656c65676174696f6e223a224154222c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2238326439663662382d303739372d343461622d393939302d633433316531373038643236222c22636f7272656c6174696f6e5f6964223a2238326439663662382d303739372d343461622d393939302d633433316531373038643236222c2270726f647563745f76657273696f6e223a22302e362e30222c226d656574696e675f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c2264656c65676174696f6e223a224154222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('c709c797-15fa-4ca1-b996-77e0b930fb02', 2, 'bsm.registration.confirmed.v1', '\x7b226f726967696e61746f725f6964223a2263373039633739372d313566612d346361312d623939362d373765306239333066623032222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261653735643935382d393335622d343761332d626332612d636532363964303333343361222c22636f7272656c6174696f6e5f6964223a2261653735643935382d393335622d343761332d626332612d636532363964303333343361222c2270726f647563745f76657273696f6e223a22302e362e30227d');
INSERT INTO bsm_log.stored_events VALUES ('12b1bd78-2aab-5526-aa37-cfdd7260ffb2', 2, 'bsm.seat_ledger.seat_taken.v1', '\x7b226f726967696e61746f725f6964223a2231326231626437382d326161622d353532362d616133372d636664643732363066666232222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261653735643935382d393335622d343761332d626332612d636532363964303333343361222c22636f7272656c6174696f6e5f6964223a2261653735643935382d393335622d343761332d626332612d636532363964303333343361222c2270726f647563745f76657273696f6e223a22302e362e30222c22726567697374726174696f6e5f6964223a2263373039633739372d313566612d346361312d623939362d373765306239333066623032222c2264656c65676174696f6e223a224154222c22726561736f6e223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('56735048-6f44-4d26-830e-74e2bd6a4d15', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2235363733353034382d366634342d346432362d383330652d373465326264366134643135222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a22666f63616c2d706f696e742d4154222c22726f6c65223a22666f63616c2d706f696e74222c2264656c65676174696f6e223a224154222c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2230653264643832382d306366312d346434632d626632362d313635623235363131303765222c22636f7272656c6174696f6e5f6964223a2230653264643832382d306366312d346434632d626632362d313635623235363131303765222c2270726f647563745f76657273696f6e223a22302e362e30222c226d656574696e675f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c2264656c65676174696f6e223a224154222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('56735048-6f44-4d26-830e-74e2bd6a4d15', 2, 'bsm.registration.confirmed.v1', '\x7b226f726967696e61746f725f6964223a2235363733353034382d366634342d346432362d383330652d373465326264366134643135222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2230643134363438322d396365392d343862342d616232632d616537326461633931373132222c22636f7272656c6174696f6e5f6964223a2230643134363438322d396365392d343862342d616232632d616537326461633931373132222c2270726f647563745f76657273696f6e223a22302e362e30227d');
INSERT INTO bsm_log.stored_events VALUES ('12b1bd78-2aab-5526-aa37-cfdd7260ffb2', 3, 'bsm.seat_ledger.seat_taken.v1', '\x7b226f726967696e61746f725f6964223a2231326231626437382d326161622d353532362d616133372d636664643732363066666232222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2230643134363438322d396365392d343862342d616232632d616537326461633931373132222c22636f7272656c6174696f6e5f6964223a2230643134363438322d396365392d343862342d616232632d616537326461633931373132222c2270726f647563745f76657273696f6e223a22302e362e30222c22726567697374726174696f6e5f6964223a2235363733353034382d366634342d346432362d383330652d373465326264366134643135222c2264656c65676174696f6e223a224154222c22726561736f6e223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('4793913c-c97c-4af0-ba86-a51c497e8dc7', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2234373933393133632d633937632d346166302d626138362d613531633439376538646337222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2232616138353463632d613834652d343232622d383832312d636530366431363263356133222c22636f7272656c6174696f6e5f6964223a2232616138353463632d613834652d343232622d383832312d636530366431363263356133222c2270726f647563745f76657273696f6e223a22302e362e30222c226d656574696e675f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c2264656c65676174696f6e223a224954222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 4, 'bsm.meeting.session_scheduled.v1', '\x7b226f726967696e61746f725f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c226f726967696e61746f725f76657273696f6e223a342c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2264326236323565642d646330302d343266382d393965392d393030396362613566303334222c22636f7272656c6174696f6e5f6964223a2264326236323565642d646330302d343266382d393965392d393030396362613566303334222c2270726f647563745f76657273696f6e223a22302e362e30222c2273657373696f6e223a7b2273657373696f6e5f6964223a2232646435303834642d373364622d346365612d623935662d396139393564366166656466222c226f6e223a22323031362d30342d3132222c227469746c65223a224f70656e696e67222c226b696e64223a22706c656e617279222c2261756469656e6365223a22616c6c227d7d');
INSERT INTO bsm_log.stored_events VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 5, 'bsm.meeting.session_scheduled.v1', '\x7b226f726967696e61746f725f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c226f726967696e61746f725f76657273696f6e223a352c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2239393033353366332d363465642d343763302d626162332d663934623331386135363530222c22636f7272656c6174696f6e5f6964223a2239393033353366332d363465642d343763302d626162332d663934623331386135363530222c2270726f647563745f76657273696f6e223a22302e362e30222c2273657373696f6e223a7b2273657373696f6e5f6964223a2235353137386363612d323631642d346165332d626366362d656562376534373066333163222c226f6e223a22323031362d30342d3132222c227469746c65223a224d617073222c226b696e64223a22776f726b696e672073657373696f6e222c2261756469656e6365223a22616c6c227d7d');
INSERT INTO bsm_log.stored_events VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 6, 'bsm.meeting.session_scheduled.v1', '\x7b226f726967696e61746f725f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c226f726967696e61746f725f76657273696f6e223a362c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231313436636336322d663432342d346364622d613961312d393233323964346530663562222c22636f7272656c6174696f6e5f6964223a2231313436636336322d663432342d346364622d613961312d393233323964346530663562222c2270726f647563745f76657273696f6e223a22302e362e30222c2273657373696f6e223a7b2273657373696f6e5f6964223a2262373034313665362d656134362d343432612d393734312d653630366332333463303863222c226f6e223a22323031362d30342d3132222c227469746c65223a224c696169736f6e222c226b696e64223a22666f63616c20706f696e7473206f6e6c79222c2261756469656e6365223a22666f63616c20706f696e7473227d7d');
INSERT INTO bsm_log.stored_events VALUES ('9c55a875-1036-4bf7-a6a1-f6967f451613', 1, 'bsm.objective.set.v1', '\x7b226f726967696e61746f725f6964223a2239633535613837352d313033362d346266372d613661312d663639363766343531363133222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2262353234376335662d313066642d343761332d626634642d353633623663633731353833222c22636f7272656c6174696f6e5f6964223a2262353234376335662d313066642d343761332d626634642d353633623663633731353833222c2270726f647563745f76657273696f6e223a22302e362e30222c226d656574696e675f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c22636f6465223a224f31222c2274657874223a225368617265207768617420776f726b73206174206a6f696e7420626f7264657220706f7374732e222c2261756469656e6365223a22616c6c222c226f7574636f6d655f6b696e64223a2261677265656d656e74222c2261696d5f666f725f616c6c223a66616c73657d');
INSERT INTO bsm_log.stored_events VALUES ('033cc2e7-f754-4a13-85c6-5707465462d5', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2230333363633265372d663735342d346131332d383563362d353730373436353436326435222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2262303063656531392d666139372d343235382d393362612d353563633030363338323964222c22636f7272656c6174696f6e5f6964223a2262303063656531392d666139372d343235382d393362612d353563633030363338323964222c2270726f647563745f76657273696f6e223a22302e362e30222c226d656574696e675f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c226f726967696e223a7b226b696e64223a226f626a656374697665222c226f626a6563746976655f6964223a2239633535613837352d313033362d346266372d613661312d663639363766343531363133227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a2253686172652074686520626f726465722070726f746f636f6c222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d30392d3330222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('033cc2e7-f754-4a13-85c6-5707465462d5', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2230333363633265372d663735342d346131332d383563362d353730373436353436326435222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2265383532396131372d313864352d343531642d383861302d313930646664393334623132222c22636f7272656c6174696f6e5f6964223a2265383532396131372d313864352d343531642d383861302d313930646664393334623132222c2270726f647563745f76657273696f6e223a22302e362e30227d');
INSERT INTO bsm_log.stored_events VALUES ('033cc2e7-f754-4a13-85c6-5707465462d5', 3, 'bsm.activity.accepted.v1', '\x7b226f726967696e61746f725f6964223a2230333363633265372d663735342d346131332d383563362d353730373436353436326435222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2265636431613733622d636331362d346566622d393032392d616432623934636261316537222c22636f7272656c6174696f6e5f6964223a2265636431613733622d636331362d346566622d393032392d616432623934636261316537222c2270726f647563745f76657273696f6e223a22302e362e30227d');
INSERT INTO bsm_log.stored_events VALUES ('3d5a3855-cff8-4da0-b5d6-d526ad57d394', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2233643561333835352d636666382d346461302d623564362d643532366164353764333934222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2232353438616562662d303732372d346633642d386561382d303564633533343263643664222c22636f7272656c6174696f6e5f6964223a2232353438616562662d303732372d346633642d386561382d303564633533343263643664222c2270726f647563745f76657273696f6e223a22302e362e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2230393136656566372d353965652d356666312d383838652d656436316266343532666133222c226e6f6e6365223a2256755548316555737445434370456c6b222c2263697068657274657874223a22414f666479526e4e4b7064734b6e50324f714f61794e7051466d2b72434d58536c334270363838762f4b78445a794479494b374c227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2230393136656566372d353965652d356666312d383838652d656436316266343532666133222c226e6f6e6365223a2265664e35502b4f792f46547341536b33222c2263697068657274657874223a22386f3547566a2b58412f66755758424d4a787753697a644c4655332b625834746b696c6563724f4433716c3644482f30327a78426136524333673d3d227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('59e11255-7d66-4630-b345-9d6a5436456a', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2235396531313235352d376436362d343633302d623334352d396436613534333634353661222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261643030663638302d393130622d343464392d613830342d663831646161613532656166222c22636f7272656c6174696f6e5f6964223a2261643030663638302d393130622d343464392d613830342d663831646161613532656166222c2270726f647563745f76657273696f6e223a22302e362e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2231633234383235632d333037662d353064662d396330382d666639626531613238396530222c226e6f6e6365223a22433579337a6847715678455a35446c64222c2263697068657274657874223a227567317162706c333248466d7673624253654f34475a6f36644b2f58662f347a4b4b5547627848625732627430466a6d7a787553227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2231633234383235632d333037662d353064662d396330382d666639626531613238396530222c226e6f6e6365223a225a562b6269424b41566459597a2f5870222c2263697068657274657874223a224861444c7462774a31594a4973587a676544595657316d584a6e737076616d785278383845413967372f495a71795752594a73435856374e7833714469564b54227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('81211edc-a526-44b5-b333-6ff4873921cb', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2238313231316564632d613532362d343462352d623333332d366666343837333932316362222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2238396230326363342d663431622d343965662d613231632d656462383136326563393436222c22636f7272656c6174696f6e5f6964223a2238396230326363342d663431622d343965662d613231632d656462383136326563393436222c2270726f647563745f76657273696f6e223a22302e362e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2230636361383061652d613461662d353036352d623264632d303135343130646566613836222c226e6f6e6365223a22723849716549756c377a446b694a7356222c2263697068657274657874223a22553174434b626f596366427237754b4a70494e5963557749333862314f35434363716871412b6737503049684b6c344a2f557367227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2230636361383061652d613461662d353036352d623264632d303135343130646566613836222c226e6f6e6365223a222b576e393737554d6453327962585673222c2263697068657274657874223a226e58544f6474374567636262734b46716e556a78476f757a4166347a3458413468706767522b796e4d6a4d484f6e732b7148496b4471746a3362303462364a3436773d3d227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2265653363343161642d396331332d353837342d613765372d643639643165366262656231222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c22636f7272656c6174696f6e5f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c2270726f647563745f76657273696f6e223a22302e362e30222c226d656574696e675f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a2232227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a2245786368616e676520432b2b206c69737473222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d30392d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2265653363343161642d396331332d353837342d613765372d643639643165366262656231222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c22636f7272656c6174696f6e5f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c2270726f647563745f76657273696f6e223a22302e362e30227d');
INSERT INTO bsm_log.stored_events VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2238626366383132662d613633632d353163362d623763342d646634366132663338303936222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c22636f7272656c6174696f6e5f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c2270726f647563745f76657273696f6e223a22302e362e30222c226d656574696e675f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a223033227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a222d4d617073222c226f776e6572223a7b2264656c65676174696f6e223a224445222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d31302d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2238626366383132662d613633632d353163362d623763342d646634366132663338303936222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c22636f7272656c6174696f6e5f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c2270726f647563745f76657273696f6e223a22302e362e30227d');
INSERT INTO bsm_log.stored_events VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 3, 'bsm.activity.accepted.v1', '\x7b226f726967696e61746f725f6964223a2238626366383132662d613633632d353163362d623763342d646634366132663338303936222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c22636f7272656c6174696f6e5f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c2270726f647563745f76657273696f6e223a22302e362e30227d');
INSERT INTO bsm_log.stored_events VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 4, 'bsm.activity.comment_made.v1', '\x7b226f726967696e61746f725f6964223a2238626366383132662d613633632d353163362d623763342d646634366132663338303936222c226f726967696e61746f725f76657273696f6e223a342c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c22636f7272656c6174696f6e5f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c2270726f647563745f76657273696f6e223a22302e362e30222c22636f6d6d656e745f6964223a2235646162643764322d363038312d356563302d393164342d303237366564666231636363222c2274657874223a7b226b696e64223a227365616c6564222c226b6579223a2230313532306264642d353238302d373263322d396330632d313239323331393739616433222c226e6f6e6365223a224558327945385446465a527745376c74222c2263697068657274657874223a224450514e436d7a685943646a646e694f4e4f564a46713959486372464e704c7373453371565971415647526757794f3770536c4162464d72615a593d227d2c226d656e74696f6e73223a5b5d7d');
INSERT INTO bsm_log.stored_events VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 5, 'bsm.activity.reported_complete.v1', '\x7b226f726967696e61746f725f6964223a2238626366383132662d613633632d353163362d623763342d646634366132663338303936222c226f726967696e61746f725f76657273696f6e223a352c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c22636f7272656c6174696f6e5f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c2270726f647563745f76657273696f6e223a22302e362e30222c226e6f7465223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('c9ee8c0f-8438-5e7c-ab19-6afbfe47401e', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2263396565386330662d383433382d356537632d616231392d366166626665343734303165222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c22636f7272656c6174696f6e5f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c2270726f647563745f76657273696f6e223a22302e362e30222c226d656574696e675f6964223a2265303065313862362d613337362d343230392d626537322d633933303732346566366637222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a6e756c6c7d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a22526f616473202870617274203129222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d31312d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('c9ee8c0f-8438-5e7c-ab19-6afbfe47401e', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2263396565386330662d383433382d356537632d616231392d366166626665343734303165222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c22636f7272656c6174696f6e5f6964223a2231346439323361312d646238352d346638662d623834382d316136346634356434333361222c2270726f647563745f76657273696f6e223a22302e362e30227d');


--
-- Data for Name: tracking; Type: TABLE DATA; Schema: bsm_log; Owner: -
--



--
-- Data for Name: activities__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.activities__1 VALUES ('033cc2e7-f754-4a13-85c6-5707465462d5', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', '9c55a875-1036-4bf7-a6a1-f6967f451613', 'all', 'Share the border protocol', 'AT', NULL, '[]', '2016-09-30', 'day', '2016-09-30', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'objective', '9c55a875-1036-4bf7-a6a1-f6967f451613', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475272800000000, 1451898000000000, 1475272800000000, NULL, NULL, 0, NULL, NULL, NULL, 17, 18);
INSERT INTO bsm_read.activities__1 VALUES ('033cc2e7-f754-4a13-85c6-5707465462d5', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', '9c55a875-1036-4bf7-a6a1-f6967f451613', 'all', 'Share the border protocol', 'AT', NULL, '[]', '2016-09-30', 'day', '2016-09-30', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'objective', '9c55a875-1036-4bf7-a6a1-f6967f451613', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475272800000000, 1451898000000000, 1475272800000000, NULL, NULL, 0, NULL, NULL, NULL, 18, 19);
INSERT INTO bsm_read.activities__1 VALUES ('033cc2e7-f754-4a13-85c6-5707465462d5', 3, 'e00e18b6-a376-4209-be72-c930724ef6f7', '9c55a875-1036-4bf7-a6a1-f6967f451613', 'all', 'Share the border protocol', 'AT', NULL, '[]', '2016-09-30', 'day', '2016-09-30', 0, 0, 'accepted', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'objective', '9c55a875-1036-4bf7-a6a1-f6967f451613', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475272800000000, 1451898000000000, 1475272800000000, NULL, NULL, 0, NULL, NULL, NULL, 19, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', 'Exchange C++ lists', 'AT', NULL, '[]', '2016-09-05', 'day', '2016-09-05', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'tracker', '2', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1473112800000000, 1451898000000000, 1473112800000000, NULL, NULL, 0, NULL, NULL, NULL, 23, 24);
INSERT INTO bsm_read.activities__1 VALUES ('ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', 'Exchange C++ lists', 'AT', NULL, '[]', '2016-09-05', 'day', '2016-09-05', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'tracker', '2', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1473112800000000, 1451898000000000, 1473112800000000, NULL, NULL, 0, NULL, NULL, NULL, 24, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'tracker', '03', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, 0, NULL, NULL, NULL, 25, 26);
INSERT INTO bsm_read.activities__1 VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'tracker', '03', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, 0, NULL, NULL, NULL, 26, 27);
INSERT INTO bsm_read.activities__1 VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 3, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'accepted', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'tracker', '03', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, 0, NULL, NULL, NULL, 27, 28);
INSERT INTO bsm_read.activities__1 VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 4, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'accepted', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'tracker', '03', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, 0, NULL, NULL, NULL, 28, 29);
INSERT INTO bsm_read.activities__1 VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 5, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'reported complete', 100, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'tracker', '03', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, 0, 5, 5, NULL, 29, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('c9ee8c0f-8438-5e7c-ab19-6afbfe47401e', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', 'Roads (part 1)', 'AT', NULL, '[]', '2016-11-05', 'day', '2016-11-05', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'tracker', NULL, NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1478386800000000, 1451898000000000, 1478386800000000, NULL, NULL, 0, NULL, NULL, NULL, 30, 31);
INSERT INTO bsm_read.activities__1 VALUES ('c9ee8c0f-8438-5e7c-ab19-6afbfe47401e', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', 'Roads (part 1)', 'AT', NULL, '[]', '2016-11-05', 'day', '2016-11-05', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'tracker', NULL, NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1478386800000000, 1451898000000000, 1478386800000000, NULL, NULL, 0, NULL, NULL, NULL, 31, 9223372036854775807);


--
-- Data for Name: activity_editions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.activity_editions__1 VALUES ('033cc2e7-f754-4a13-85c6-5707465462d5', 'e00e18b6-a376-4209-be72-c930724ef6f7', 17, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1', 'e00e18b6-a376-4209-be72-c930724ef6f7', 23, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 'e00e18b6-a376-4209-be72-c930724ef6f7', 25, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('c9ee8c0f-8438-5e7c-ab19-6afbfe47401e', 'e00e18b6-a376-4209-be72-c930724ef6f7', 30, 9223372036854775807);


--
-- Data for Name: changed_subjects__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: comments__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.comments__1 VALUES ('5dabd7d2-6081-5ec0-91d4-0276edfb1ccc', '{"kind":"sealed","key":"01520bdd-5280-72c2-9c0c-129231979ad3","nonce":"EX2yE8TFFZRwE7lt","ciphertext":"DPQNCmzhYCdjdniONOVJFq9YHcrFNpLssE3qVYqAVGRgWyO7pSlAbFMraZY="}', '[]', 'secretariat', NULL, 1451898000000000, 1451898000000000, '8bcf812f-a63c-51c6-b7c4-df46a2f38096', 'all', '14d923a1-db85-4f8f-b848-1a64f45d433a', 28, 9223372036854775807);


--
-- Data for Name: decision_comments__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: decision_versions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: decisions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: delegations__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.delegations__1 VALUES ('AT', 'Austria', 'participating State', NULL, 3, 'e00e18b6-a376-4209-be72-c930724ef6f7', 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('IT', 'Italy', 'participating State', NULL, 3, 'e00e18b6-a376-4209-be72-c930724ef6f7', 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('MK', 'the former Yugoslav Republic of Macedonia', 'participating State', NULL, 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('DZ', 'Algeria', 'Partner for Co-operation', NULL, 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('FRONTEX', 'Frontex', 'organisation', NULL, 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 3, 9223372036854775807);


--
-- Data for Name: dependencies__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: evidence__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: facts__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.facts__1 VALUES (1, 'network', 'bsm.network.established.v1', '01520bdd-5280-7928-a7b0-ab228ce92fdb', 1, NULL, NULL, 'all', 1451898000000000, 1451898000000000, 0, 'system', NULL, '01520bdd-5280-7928-a7b0-ab228ce92fdb', 1, 1, 1, '{"name":"Network of the tests","demonstration":""}', 1, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (2, 'meeting', 'bsm.meeting.announced.v1', 'e00e18b6-a376-4209-be72-c930724ef6f7', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '1a986606-d32f-43d6-92a6-d313e9cae41c', 2, 2, 2, '{"meeting":"the 10th meeting (Berlin 2016)","starts_on":"2016-04-12"}', 2, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (3, 'meeting', 'bsm.meeting.delegations_invited.v1', 'e00e18b6-a376-4209-be72-c930724ef6f7', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '76c6bfb6-9fd9-458c-8c5e-d595d0f0226e', 3, 3, 3, '{"meeting":"the 10th meeting (Berlin 2016)","invited":"5 delegations were"}', 3, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (4, 'meeting', 'bsm.meeting.registration_opened.v1', 'e00e18b6-a376-4209-be72-c930724ef6f7', 3, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'bb941896-2aba-41e4-8127-d82a614637f2', 4, 4, 4, '{"meeting":"the 10th meeting (Berlin 2016)","capacity":100}', 4, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (5, 'seat_ledger', 'bsm.seat_ledger.opened.v1', '12b1bd78-2aab-5526-aa37-cfdd7260ffb2', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'bb941896-2aba-41e4-8127-d82a614637f2', 5, 5, 5, '{"meeting":"the 10th meeting (Berlin 2016)"}', 5, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (6, 'registration', 'bsm.registration.nominated.v1', 'c709c797-15fa-4ca1-b996-77e0b930fb02', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'focal-point', 'AT', '82d9f6b8-0797-44ab-9990-c431e1708d26', 6, 6, 6, '{"delegation":"AT","function":"member","a_function":"a member"}', 6, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (7, 'registration', 'bsm.registration.confirmed.v1', 'c709c797-15fa-4ca1-b996-77e0b930fb02', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'ae75d958-935b-47a3-bc2a-ce269d03343a', 7, 7, 7, '{"delegation":"AT","function":"member"}', 7, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (8, 'seat_ledger', 'bsm.seat_ledger.seat_taken.v1', '12b1bd78-2aab-5526-aa37-cfdd7260ffb2', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'ae75d958-935b-47a3-bc2a-ce269d03343a', 8, 8, 8, '{"meeting":"the 10th meeting (Berlin 2016)","delegation":"AT"}', 8, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (9, 'registration', 'bsm.registration.nominated.v1', '56735048-6f44-4d26-830e-74e2bd6a4d15', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'focal-point', 'AT', '0e2dd828-0cf1-4d4c-bf26-165b2561107e', 9, 9, 9, '{"delegation":"AT","function":"member","a_function":"a member"}', 9, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (10, 'registration', 'bsm.registration.confirmed.v1', '56735048-6f44-4d26-830e-74e2bd6a4d15', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '0d146482-9ce9-48b4-ab2c-ae72dac91712', 10, 10, 10, '{"delegation":"AT","function":"member"}', 10, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (11, 'seat_ledger', 'bsm.seat_ledger.seat_taken.v1', '12b1bd78-2aab-5526-aa37-cfdd7260ffb2', 3, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '0d146482-9ce9-48b4-ab2c-ae72dac91712', 11, 11, 11, '{"meeting":"the 10th meeting (Berlin 2016)","delegation":"AT"}', 11, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (12, 'registration', 'bsm.registration.nominated.v1', '4793913c-c97c-4af0-ba86-a51c497e8dc7', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'IT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '2aa854cc-a84e-422b-8821-ce06d162c5a3', 12, 12, 12, '{"delegation":"IT","function":"member","a_function":"a member"}', 12, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (13, 'meeting', 'bsm.meeting.session_scheduled.v1', 'e00e18b6-a376-4209-be72-c930724ef6f7', 4, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'd2b625ed-dc00-42f8-99e9-9009cba5f034', 13, 13, 13, '{"meeting":"the 10th meeting (Berlin 2016)","title":"Opening"}', 13, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (14, 'meeting', 'bsm.meeting.session_scheduled.v1', 'e00e18b6-a376-4209-be72-c930724ef6f7', 5, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '990353f3-64ed-47c0-bab3-f94b318a5650', 14, 14, 14, '{"meeting":"the 10th meeting (Berlin 2016)","title":"Maps"}', 14, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (15, 'meeting', 'bsm.meeting.session_scheduled.v1', 'e00e18b6-a376-4209-be72-c930724ef6f7', 6, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'focal points', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '1146cc62-f424-4cdb-a9a1-92329d4e0f5b', 15, 14, 14, '{"meeting":"the 10th meeting (Berlin 2016)","title":"Liaison"}', 15, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (16, 'objective', 'bsm.objective.set.v1', '9c55a875-1036-4bf7-a6a1-f6967f451613', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'b5247c5f-10fd-47a3-bf4d-563b6cc71583', 16, 15, 15, '{"code":"O1","text":"Share what works at joint border posts."}', 16, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (17, 'activity', 'bsm.activity.proposed.v1', '033cc2e7-f754-4a13-85c6-5707465462d5', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'b00cee19-fa97-4258-93ba-55cc0063829d', 17, 16, 16, '{"title":"Share the border protocol","owner":"AT","due_on":"2016-09-30"}', 17, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (18, 'activity', 'bsm.activity.agreed.v1', '033cc2e7-f754-4a13-85c6-5707465462d5', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'e8529a17-18d5-451d-88a0-190dfd934b12', 18, 17, 17, '{"title":"Share the border protocol","owner":"AT"}', 18, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (19, 'activity', 'bsm.activity.accepted.v1', '033cc2e7-f754-4a13-85c6-5707465462d5', 3, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'ecd1a73b-cc16-4efb-9029-ad2b94cba1e7', 19, 18, 18, '{"title":"Share the border protocol","owner":"AT"}', 19, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (20, 'participant', 'bsm.participant.entered.v1', '3d5a3855-cff8-4da0-b5d6-d526ad57d394', 1, NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '2548aebf-0727-4f3d-8ea8-05dc5342cd6d', 20, 19, 19, '{"delegation":"AT"}', 20, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (21, 'participant', 'bsm.participant.entered.v1', '59e11255-7d66-4630-b345-9d6a5436456a', 1, NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'ad00f680-910b-44d9-a804-f81daaa52eaf', 21, 20, 20, '{"delegation":"AT"}', 21, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (22, 'participant', 'bsm.participant.entered.v1', '81211edc-a526-44b5-b333-6ff4873921cb', 1, NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '89b02cc4-f41b-49ef-a21c-edb8162ec946', 22, 21, 21, '{"delegation":"AT"}', 22, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (23, 'activity', 'bsm.activity.proposed.v1', 'ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '14d923a1-db85-4f8f-b848-1a64f45d433a', 23, 22, 22, '{"title":"Exchange C++ lists","owner":"AT","due_on":"2016-09-05"}', 23, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (24, 'activity', 'bsm.activity.agreed.v1', 'ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '14d923a1-db85-4f8f-b848-1a64f45d433a', 24, 23, 23, '{"title":"Exchange C++ lists","owner":"AT"}', 24, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (25, 'activity', 'bsm.activity.proposed.v1', '8bcf812f-a63c-51c6-b7c4-df46a2f38096', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '14d923a1-db85-4f8f-b848-1a64f45d433a', 25, 24, 24, '{"title":"-Maps","owner":"DE","due_on":"2016-10-05"}', 25, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (26, 'activity', 'bsm.activity.agreed.v1', '8bcf812f-a63c-51c6-b7c4-df46a2f38096', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '14d923a1-db85-4f8f-b848-1a64f45d433a', 26, 25, 25, '{"title":"-Maps","owner":"DE"}', 26, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (27, 'activity', 'bsm.activity.accepted.v1', '8bcf812f-a63c-51c6-b7c4-df46a2f38096', 3, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '14d923a1-db85-4f8f-b848-1a64f45d433a', 27, 26, 26, '{"title":"-Maps","owner":"DE"}', 27, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (28, 'activity', 'bsm.activity.comment_made.v1', '8bcf812f-a63c-51c6-b7c4-df46a2f38096', 4, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '14d923a1-db85-4f8f-b848-1a64f45d433a', 28, 27, 27, '{"title":"-Maps","owner":"DE","by":"secretariat","text":{"kind":"sealed","key":"01520bdd-5280-72c2-9c0c-129231979ad3","nonce":"EX2yE8TFFZRwE7lt","ciphertext":"DPQNCmzhYCdjdniONOVJFq9YHcrFNpLssE3qVYqAVGRgWyO7pSlAbFMraZY="}}', 28, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (29, 'activity', 'bsm.activity.reported_complete.v1', '8bcf812f-a63c-51c6-b7c4-df46a2f38096', 5, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '14d923a1-db85-4f8f-b848-1a64f45d433a', 29, 28, 28, '{"title":"-Maps","owner":"DE"}', 29, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (30, 'activity', 'bsm.activity.proposed.v1', 'c9ee8c0f-8438-5e7c-ab19-6afbfe47401e', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '14d923a1-db85-4f8f-b848-1a64f45d433a', 30, 29, 29, '{"title":"Roads (part 1)","owner":"AT","due_on":"2016-11-05"}', 30, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (31, 'activity', 'bsm.activity.agreed.v1', 'c9ee8c0f-8438-5e7c-ab19-6afbfe47401e', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '14d923a1-db85-4f8f-b848-1a64f45d433a', 31, 30, 30, '{"title":"Roads (part 1)","owner":"AT"}', 31, 9223372036854775807);


--
-- Data for Name: meetings__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.meetings__1 VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 1, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'announced', NULL, NULL, 0, NULL, 2, 3);
INSERT INTO bsm_read.meetings__1 VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 2, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'announced', NULL, NULL, 0, NULL, 3, 4);
INSERT INTO bsm_read.meetings__1 VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 3, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'registration open', 100, NULL, 0, NULL, 4, 13);
INSERT INTO bsm_read.meetings__1 VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 4, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'registration open', 100, NULL, 0, NULL, 13, 14);
INSERT INTO bsm_read.meetings__1 VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 5, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'registration open', 100, NULL, 0, NULL, 14, 15);
INSERT INTO bsm_read.meetings__1 VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 6, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'registration open', 100, NULL, 0, NULL, 15, 9223372036854775807);


--
-- Data for Name: milestones__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: names_of_parts__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: objective_audiences__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.objective_audiences__1 VALUES ('9c55a875-1036-4bf7-a6a1-f6967f451613', 'all', 16, 9223372036854775807);


--
-- Data for Name: objectives__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.objectives__1 VALUES ('9c55a875-1036-4bf7-a6a1-f6967f451613', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'O1', 'Share what works at joint border posts.', 'all', 'agreement', 'set', NULL, NULL, 'O00000000000000000001', 16, 9223372036854775807);


--
-- Data for Name: parked_facts; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: participants__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.participants__1 VALUES ('3d5a3855-cff8-4da0-b5d6-d526ad57d394', 1, 'AT', '', NULL, NULL, 1451898000000000, 1451898000000000, '{"key":"0916eef7-59ee-5ff1-888e-ed61bf452fa3","nonce":"VuUH1eUstECCpElk","ciphertext":"AOfdyRnNKpdsKnP2OqOayNpQFm+rCMXSl3Bp688v/KxDZyDyIK7L","command_id":"2548aebf-0727-4f3d-8ea8-05dc5342cd6d"}', '{"key":"0916eef7-59ee-5ff1-888e-ed61bf452fa3","nonce":"efN5P+Oy/FTsASk3","ciphertext":"8o5GVj+XA/fuWXBMJxwSizdLFU3+bX4tkilecrOD3ql6DH/02zxBa6RC3g==","command_id":"2548aebf-0727-4f3d-8ea8-05dc5342cd6d"}', NULL, NULL, 20, 9223372036854775807);
INSERT INTO bsm_read.participants__1 VALUES ('59e11255-7d66-4630-b345-9d6a5436456a', 1, 'AT', '', NULL, NULL, 1451898000000000, 1451898000000000, '{"key":"1c24825c-307f-50df-9c08-ff9be1a289e0","nonce":"C5y3zhGqVxEZ5Dld","ciphertext":"ug1qbpl32HFmvsbBSeO4GZo6dK/Xf/4zKKUGbxHbW2bt0FjmzxuS","command_id":"ad00f680-910b-44d9-a804-f81daaa52eaf"}', '{"key":"1c24825c-307f-50df-9c08-ff9be1a289e0","nonce":"ZV+biBKAVdYYz/Xp","ciphertext":"HaDLtbwJ1YJIsXzgeDYVW1mXJnspvamxRx88EA9g7/IZqyWRYJsCXV7Nx3qDiVKT","command_id":"ad00f680-910b-44d9-a804-f81daaa52eaf"}', NULL, NULL, 21, 9223372036854775807);
INSERT INTO bsm_read.participants__1 VALUES ('81211edc-a526-44b5-b333-6ff4873921cb', 1, 'AT', '', NULL, NULL, 1451898000000000, 1451898000000000, '{"key":"0cca80ae-a4af-5065-b2dc-015410defa86","nonce":"r8IqeIul7zDkiJsV","ciphertext":"U1tCKboYcfBr7uKJpINYcUwI38b1O5CCcqhqA+g7P0IhKl4J/Usg","command_id":"89b02cc4-f41b-49ef-a21c-edb8162ec946"}', '{"key":"0cca80ae-a4af-5065-b2dc-015410defa86","nonce":"+Wn977UMdS2ybXVs","ciphertext":"nXTOdt7EgcbbsKFqnUjxGouzAf4z4XA4hpggR+ynMjMHOns+qHIkDqtj3b04b6J46w==","command_id":"89b02cc4-f41b-49ef-a21c-edb8162ec946"}', NULL, NULL, 22, 9223372036854775807);


--
-- Data for Name: position_entries__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: positions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: projections; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.projections VALUES ('activities', 1, 7, 31, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('decisions', 1, 5, 31, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('delegations', 1, 2, 31, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('history', 1, 10, 31, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('meetings', 1, 3, 31, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('objectives', 1, 4, 31, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('participants', 1, 2, 31, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('registrations', 1, 3, 31, 1, 0, 1);


--
-- Data for Name: registrations__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.registrations__1 VALUES ('c709c797-15fa-4ca1-b996-77e0b930fb02', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'member', 'nominated', 1451898000000000, NULL, 6, 7);
INSERT INTO bsm_read.registrations__1 VALUES ('c709c797-15fa-4ca1-b996-77e0b930fb02', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'member', 'confirmed', 1451898000000000, NULL, 7, 9223372036854775807);
INSERT INTO bsm_read.registrations__1 VALUES ('56735048-6f44-4d26-830e-74e2bd6a4d15', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'member', 'nominated', 1451898000000000, NULL, 9, 10);
INSERT INTO bsm_read.registrations__1 VALUES ('56735048-6f44-4d26-830e-74e2bd6a4d15', 2, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'member', 'confirmed', 1451898000000000, NULL, 10, 9223372036854775807);
INSERT INTO bsm_read.registrations__1 VALUES ('4793913c-c97c-4af0-ba86-a51c497e8dc7', 1, 'e00e18b6-a376-4209-be72-c930724ef6f7', 'IT', 'member', 'nominated', 1451898000000000, NULL, 12, 9223372036854775807);


--
-- Data for Name: released_streams__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: restricted_parts__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.restricted_parts__1 VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 'b70416e6-ea46-442a-9741-e606c234c08c', 'focal points', 15, 9223372036854775807);


--
-- Data for Name: roll_calls__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.schema_steps VALUES (1, 'bookkeeping of read models', '0.6.0');
INSERT INTO bsm_read.schema_steps VALUES (2, 'whether a generation has its indexes yet', '0.6.0');
INSERT INTO bsm_read.schema_steps VALUES (3, 'a book of the steps that were taken', '0.6.0');


--
-- Data for Name: sessions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.sessions__1 VALUES ('2dd5084d-73db-4cea-b95f-9a995d6afedf', '2016-04-12', 'Opening', 'plenary', 'all', 'e00e18b6-a376-4209-be72-c930724ef6f7', 13, 9223372036854775807);
INSERT INTO bsm_read.sessions__1 VALUES ('55178cca-261d-4ae3-bcf6-eeb7e470f31c', '2016-04-12', 'Maps', 'working session', 'all', 'e00e18b6-a376-4209-be72-c930724ef6f7', 14, 9223372036854775807);
INSERT INTO bsm_read.sessions__1 VALUES ('b70416e6-ea46-442a-9741-e606c234c08c', '2016-04-12', 'Liaison', 'focal points only', 'focal points', 'e00e18b6-a376-4209-be72-c930724ef6f7', 15, 9223372036854775807);


--
-- Data for Name: subjects__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.subjects__1 VALUES ('01520bdd-5280-7928-a7b0-ab228ce92fdb', NULL, NULL, 'all', '{}', 1, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('e00e18b6-a376-4209-be72-c930724ef6f7', 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', '{"meeting":"the 10th meeting (Berlin 2016)"}', 2, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('12b1bd78-2aab-5526-aa37-cfdd7260ffb2', 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', '{"meeting":"the 10th meeting (Berlin 2016)"}', 5, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('c709c797-15fa-4ca1-b996-77e0b930fb02', 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', '{"delegation":"AT","function":"member"}', 6, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('56735048-6f44-4d26-830e-74e2bd6a4d15', 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', '{"delegation":"AT","function":"member"}', 9, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('4793913c-c97c-4af0-ba86-a51c497e8dc7', 'e00e18b6-a376-4209-be72-c930724ef6f7', 'IT', 'all', '{"delegation":"IT","function":"member"}', 12, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('9c55a875-1036-4bf7-a6a1-f6967f451613', 'e00e18b6-a376-4209-be72-c930724ef6f7', NULL, 'all', '{"code":"O1"}', 16, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('033cc2e7-f754-4a13-85c6-5707465462d5', 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', '{"title":"Share the border protocol","owner":"AT"}', 17, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('3d5a3855-cff8-4da0-b5d6-d526ad57d394', NULL, 'AT', 'all', '{"delegation":"AT"}', 20, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('59e11255-7d66-4630-b345-9d6a5436456a', NULL, 'AT', 'all', '{"delegation":"AT"}', 21, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('81211edc-a526-44b5-b333-6ff4873921cb', NULL, 'AT', 'all', '{"delegation":"AT"}', 22, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('ee3c41ad-9c13-5874-a7e7-d69d1e6bbeb1', 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', '{"title":"Exchange C++ lists","owner":"AT"}', 23, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('8bcf812f-a63c-51c6-b7c4-df46a2f38096', 'e00e18b6-a376-4209-be72-c930724ef6f7', 'DE', 'all', '{"title":"-Maps","owner":"DE"}', 25, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('c9ee8c0f-8438-5e7c-ab19-6afbfe47401e', 'e00e18b6-a376-4209-be72-c930724ef6f7', 'AT', 'all', '{"title":"Roads (part 1)","owner":"AT"}', 30, 9223372036854775807);


--
-- Data for Name: account_events; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.account_events VALUES ('01520bdd528076df9ed86e419006136b', 1451898000000000, 'f2df00065e7b4828b8888d65401d22d1', 'command line', 'account-made', NULL, NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd52807db89a391f6bfeb9c30f', 1451898000000000, 'f2df00065e7b4828b8888d65401d22d1', 'command line', 'mandate-given', '430b0819c64749569a01b4f7747f27f9', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd52807202aabbd94a2e01734c', 1451898000000000, 'f2df00065e7b4828b8888d65401d22d1', 'f2df00065e7b4828b8888d65401d22d1', 'token-made', '430b0819c64749569a01b4f7747f27f9', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd528079818856d5193e64c5d8', 1451898000000000, 'f82318713de04c068c49e5e0b621471e', 'command line', 'account-made', NULL, NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd5280742d827a21c017db1787', 1451898000000000, 'f82318713de04c068c49e5e0b621471e', 'command line', 'mandate-given', 'f799d4a6da68493a8ce5995be4f443f0', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd52807b75a58e4ed58f04b299', 1451898000000000, 'f82318713de04c068c49e5e0b621471e', 'f82318713de04c068c49e5e0b621471e', 'signed-in', 'f799d4a6da68493a8ce5995be4f443f0', NULL);


--
-- Data for Name: accounts; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.accounts VALUES ('f2df00065e7b4828b8888d65401d22d1', 'office', 'office', NULL, 1451898000000000, NULL);
INSERT INTO bsm_service.accounts VALUES ('f82318713de04c068c49e5e0b621471e', 'vienna', 'vienna', NULL, 1451898000000000, NULL);


--
-- Data for Name: clock_looks; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: delays; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: import_mappings; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.import_mappings VALUES ('activities', 'delegation', 'THE HOSTS', 'DE', 'secretariat-none', 1451898000000000);


--
-- Data for Name: mandates; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.mandates VALUES ('430b0819c64749569a01b4f7747f27f9', 'f2df00065e7b4828b8888d65401d22d1', 'secretariat', NULL, 'role', NULL, NULL, 1451898000000000, NULL, 'command line', 1451898000000000, NULL, NULL, NULL, NULL, 9223372036854775807, '942d7a570a4c696e316821767c9289361d3674ecafa8d54bc88aeedd4333e678');
INSERT INTO bsm_service.mandates VALUES ('f799d4a6da68493a8ce5995be4f443f0', 'f82318713de04c068c49e5e0b621471e', 'auditor', NULL, 'role', NULL, NULL, 1451898000000000, NULL, 'command line', 1451898000000000, NULL, NULL, NULL, NULL, 9223372036854775807, '9970d68b424b79f7f8c36d4ea8746cd86d032e5ed937c97fadef47627bbbed75');


--
-- Data for Name: one_time_secrets; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: openid_identities; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: outbox; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: passkeys; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: passwords; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: reminder_preferences; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: rights; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.rights VALUES (2);


--
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.schema_steps VALUES (1, 'accounts, tokens, sessions', '0.6.0');
INSERT INTO bsm_service.schema_steps VALUES (2, 'a book of the steps that were taken', '0.6.0');
INSERT INTO bsm_service.schema_steps VALUES (3, 'mandates, and how people sign in', '0.6.0');
INSERT INTO bsm_service.schema_steps VALUES (4, 'what imported files say, and mean', '0.6.0');
INSERT INTO bsm_service.schema_steps VALUES (5, 'reminders', '0.6.0');
INSERT INTO bsm_service.schema_steps VALUES (6, 'rights that are checked again', '0.6.0');
INSERT INTO bsm_service.schema_steps VALUES (7, 'seals of mandates', '0.6.0');
INSERT INTO bsm_service.schema_steps VALUES (8, 'what messages are about, and looks at the clock', '0.6.0');


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.sessions VALUES ('f288122ad77a4c974455419a4d2dcfcf8283695a4da038d08a9eb1355d6a209d', '01520bdd528076f2ba0452700c8179e5', 'f82318713de04c068c49e5e0b621471e', 'f799d4a6da68493a8ce5995be4f443f0', 'token', 1451898000000000, 1451898000000000, 1451898000000000, 1451941200000000, '', 0);


--
-- Data for Name: spent; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: tokens; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.tokens VALUES ('710f4641d2e75eb3e5212913065138fe3e1fb513ace2f1df11ce41c1a33bc4ac', '01520bdd528071cd96a1393bcc3499f1', 'f2df00065e7b4828b8888d65401d22d1', '430b0819c64749569a01b4f7747f27f9', 'token', 'all', 1451898000000000, 1483434000000000, NULL, NULL);


--
-- Data for Name: totp_factors; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: destroyed_keys; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--



--
-- Data for Name: files; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--



--
-- Data for Name: keys; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.keys VALUES ('c03de775bc9d5cfb9245048420126d42', 'named', '\xf479c1f515dd2383aa2319cedea8adf677561a8db92467f8c22c2420a3c6ccd293944ac7f52310169c9de4e2a254e525d4096bcfb3681e979dcbe2fd', '78da040c686f3498', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('50ac42d6c0f5596cac99c93d352cdc2b', 'named', '\xc13b6ebf29764b762e219033d58505f634c40fbb6160d92f67f4b066941623f8b8b2318c1ad7c755b555beca4aa4742572ded6698b2bf8f63064d41a', '78da040c686f3498', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('8de5b91f467f5aa1861f900daff078cb', 'named', '\xac2d9ff191cb39854d80b441ff57023f8a2dbab8ebf133d9985535fb091751c465ada6abd6f71284a180a0dbe50d6a810216e2bb12dde74024c3c25e', '78da040c686f3498', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('0916eef759ee5ff1888eed61bf452fa3', 'person', '\x9456b45edd0bb95869558da19bb66dffe3f831acccea99bbeedf80136611f0411b289862c65a1a498d3a3c31231366056e0b656ab1b28239a7ab246b', '78da040c686f3498', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('1c24825c307f50df9c08ff9be1a289e0', 'person', '\xbdbc72062cc02bcbcb8d9c6b6bd7d96d934c7581ab9923e9aa06bdc1d0f3caefbe4609266d85458e7c67d7e6789f49da0d46209fee7141375ef3a8ec', '78da040c686f3498', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('0cca80aea4af5065b2dc015410defa86', 'person', '\xc2b3b5974ba998016e879793b19df1c1045b4231a370cc35c35da3d0841222e1f402bcfec5224c0980e19daf49076b023a7c7d18c5e085e3833ad0b0', '78da040c686f3498', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('01520bdd528072c29c0c129231979ad3', 'text', '\x1044fd8b2b79679930f348fced68934fe77c5e8787ab52e85e0299e3064cc5422c4313d9ca226c61b6215220506f8317f90c7b1688e854408b138032', '78da040c686f3498', 1451898000000000);


--
-- Data for Name: people; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.people VALUES ('3d5a3855cff84da0b5d6d526ad57d394', 'AT', '\x89401604f65181fd784e7daba4050a492d4cd78c0240957eaa76f094c3cb0a05', '\x80e738239994dcbe1847995b246aee1044bc08420ee88f3b8e022c6e66e3e08a2d8ea1ec18ef58281b43bb414689c6552b7823e67d1efd7bec17239f986c6123f352f06335dcd5bf077c7ee43b', 1451898000000000);
INSERT INTO bsm_vault.people VALUES ('59e112557d664630b3459d6a5436456a', 'AT', '\xf625c47dc6ca4881e3a19e39906f019c33f7044d60e84b87637d3c58db860308', '\x5fcd6b25a92d07f2490c4aab495c9fee61f90c2cc63c6f7c3109e5fe54bdbbb8a8c09fe62a2063c7f14743e8f294b46af3bc8a2ca538b50c7845c74eae6517bc5bc71e42370abc157b12d467c4f8b3046ea2', 1451898000000000);
INSERT INTO bsm_vault.people VALUES ('81211edca52644b5b3336ff4873921cb', 'AT', '\x082e22611ded72a21fb71a6c582aa53869c92207ee54523f25b9fcb3bfaddcad', '\x0b31e8b92ebff18706521c5f1f900eb3924c1109bffcf0a9e2e04c89167a21965c793e5e7a059c4b81cff6f60f325af628e815c22c80a83f2ed39cfced81a9baed46675002e19fd6b1cd162ea3602889fa26df', 1451898000000000);


--
-- Data for Name: read_people; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--



--
-- Data for Name: readings; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--



--
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.schema_steps VALUES (1, 'keys, people, readings', '0.6.0');
INSERT INTO bsm_vault.schema_steps VALUES (2, 'a book of the steps that were taken', '0.6.0');
INSERT INTO bsm_vault.schema_steps VALUES (3, 'files that are evidence', '0.6.0');


--
-- Data for Name: vault_header; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.vault_header VALUES ('wrapped by', '\x37386461303430633638366633343938');
INSERT INTO bsm_vault.vault_header VALUES ('canary', '\xf7833fb4a0ae480562be356d1c59bddc70fde5f1a36dcd9562d14cbbef65d30687d73fa200c37ab1a2ec81f5af3ae5a5b13b726b84fd7ab0284b3f52a3e7738138742e');


--
-- Name: command_answers command_answers_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.command_answers
    ADD CONSTRAINT command_answers_pkey PRIMARY KEY (account, command_id);


--
-- Name: frontiers frontiers_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.frontiers
    ADD CONSTRAINT frontiers_pkey PRIMARY KEY (size);


--
-- Name: leaves leaves_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.leaves
    ADD CONSTRAINT leaves_pkey PRIMARY KEY ("position");


--
-- Name: log_header log_header_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.log_header
    ADD CONSTRAINT log_header_pkey PRIMARY KEY (name);


--
-- Name: schema_steps schema_steps_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.schema_steps
    ADD CONSTRAINT schema_steps_pkey PRIMARY KEY (number);


--
-- Name: stored_events stored_events_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.stored_events
    ADD CONSTRAINT stored_events_pkey PRIMARY KEY (originator_id, originator_version);


--
-- Name: tracking tracking_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.tracking
    ADD CONSTRAINT tracking_pkey PRIMARY KEY (application_name, notification_id);


--
-- Name: activities__1 activities__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.activities__1
    ADD CONSTRAINT activities__1_pkey PRIMARY KEY (activity_id, from_position);


--
-- Name: activity_editions__1 activity_editions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.activity_editions__1
    ADD CONSTRAINT activity_editions__1_pkey PRIMARY KEY (activity_id, meeting_id, from_position);


--
-- Name: changed_subjects__1 changed_subjects__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.changed_subjects__1
    ADD CONSTRAINT changed_subjects__1_pkey PRIMARY KEY (stream_id, from_position);


--
-- Name: comments__1 comments__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.comments__1
    ADD CONSTRAINT comments__1_pkey PRIMARY KEY (activity_id, comment_id, from_position);


--
-- Name: decision_comments__1 decision_comments__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.decision_comments__1
    ADD CONSTRAINT decision_comments__1_pkey PRIMARY KEY (comment_id, from_position);


--
-- Name: decision_versions__1 decision_versions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.decision_versions__1
    ADD CONSTRAINT decision_versions__1_pkey PRIMARY KEY (decision_id, number, from_position);


--
-- Name: decisions__1 decisions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.decisions__1
    ADD CONSTRAINT decisions__1_pkey PRIMARY KEY (decision_id, from_position);


--
-- Name: delegations__1 delegations__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.delegations__1
    ADD CONSTRAINT delegations__1_pkey PRIMARY KEY (meeting_id, code, from_position);


--
-- Name: dependencies__1 dependencies__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.dependencies__1
    ADD CONSTRAINT dependencies__1_pkey PRIMARY KEY (activity_id, awaited_id, from_position);


--
-- Name: evidence__1 evidence__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.evidence__1
    ADD CONSTRAINT evidence__1_pkey PRIMARY KEY (activity_id, evidence_id, revision, from_position);


--
-- Name: facts__1 facts__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.facts__1
    ADD CONSTRAINT facts__1_pkey PRIMARY KEY ("position");


--
-- Name: meetings__1 meetings__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.meetings__1
    ADD CONSTRAINT meetings__1_pkey PRIMARY KEY (meeting_id, from_position);


--
-- Name: milestones__1 milestones__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.milestones__1
    ADD CONSTRAINT milestones__1_pkey PRIMARY KEY (activity_id, milestone_id, from_position);


--
-- Name: names_of_parts__1 names_of_parts__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.names_of_parts__1
    ADD CONSTRAINT names_of_parts__1_pkey PRIMARY KEY (stream_id, part_id, from_position);


--
-- Name: objective_audiences__1 objective_audiences__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.objective_audiences__1
    ADD CONSTRAINT objective_audiences__1_pkey PRIMARY KEY (objective_id);


--
-- Name: objectives__1 objectives__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.objectives__1
    ADD CONSTRAINT objectives__1_pkey PRIMARY KEY (objective_id, audience, from_position);


--
-- Name: parked_facts parked_facts_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.parked_facts
    ADD CONSTRAINT parked_facts_pkey PRIMARY KEY (name, generation, "position");


--
-- Name: participants__1 participants__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.participants__1
    ADD CONSTRAINT participants__1_pkey PRIMARY KEY (participant_id, from_position);


--
-- Name: position_entries__1 position_entries__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.position_entries__1
    ADD CONSTRAINT position_entries__1_pkey PRIMARY KEY (decision_id, entry, from_position);


--
-- Name: positions__1 positions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.positions__1
    ADD CONSTRAINT positions__1_pkey PRIMARY KEY (decision_id, delegation, from_position);


--
-- Name: projections projections_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.projections
    ADD CONSTRAINT projections_pkey PRIMARY KEY (name, generation);


--
-- Name: registrations__1 registrations__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.registrations__1
    ADD CONSTRAINT registrations__1_pkey PRIMARY KEY (registration_id, from_position);


--
-- Name: released_streams__1 released_streams__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.released_streams__1
    ADD CONSTRAINT released_streams__1_pkey PRIMARY KEY (stream_id, from_position);


--
-- Name: restricted_parts__1 restricted_parts__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.restricted_parts__1
    ADD CONSTRAINT restricted_parts__1_pkey PRIMARY KEY (stream_id, part_id, from_position);


--
-- Name: roll_calls__1 roll_calls__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.roll_calls__1
    ADD CONSTRAINT roll_calls__1_pkey PRIMARY KEY (meeting_id, place, from_position);


--
-- Name: schema_steps schema_steps_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.schema_steps
    ADD CONSTRAINT schema_steps_pkey PRIMARY KEY (number);


--
-- Name: sessions__1 sessions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.sessions__1
    ADD CONSTRAINT sessions__1_pkey PRIMARY KEY (session_id, from_position);


--
-- Name: subjects__1 subjects__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.subjects__1
    ADD CONSTRAINT subjects__1_pkey PRIMARY KEY (stream_id);


--
-- Name: account_events account_events_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.account_events
    ADD CONSTRAINT account_events_pkey PRIMARY KEY (event);


--
-- Name: accounts accounts_name_key; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.accounts
    ADD CONSTRAINT accounts_name_key UNIQUE (name);


--
-- Name: accounts accounts_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (account);


--
-- Name: clock_looks clock_looks_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.clock_looks
    ADD CONSTRAINT clock_looks_pkey PRIMARY KEY (boot);


--
-- Name: delays delays_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.delays
    ADD CONSTRAINT delays_pkey PRIMARY KEY (attempt);


--
-- Name: import_mappings import_mappings_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.import_mappings
    ADD CONSTRAINT import_mappings_pkey PRIMARY KEY (kind, what, said);


--
-- Name: mandates mandates_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.mandates
    ADD CONSTRAINT mandates_pkey PRIMARY KEY (mandate);


--
-- Name: one_time_secrets one_time_secrets_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.one_time_secrets
    ADD CONSTRAINT one_time_secrets_pkey PRIMARY KEY (secret_hash);


--
-- Name: openid_identities openid_identities_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.openid_identities
    ADD CONSTRAINT openid_identities_pkey PRIMARY KEY (issuer, subject);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (key);


--
-- Name: passkeys passkeys_factor_key; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.passkeys
    ADD CONSTRAINT passkeys_factor_key UNIQUE (factor);


--
-- Name: passkeys passkeys_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.passkeys
    ADD CONSTRAINT passkeys_pkey PRIMARY KEY (credential);


--
-- Name: passwords passwords_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.passwords
    ADD CONSTRAINT passwords_pkey PRIMARY KEY (account);


--
-- Name: recovery_codes recovery_codes_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (account, code_hash);


--
-- Name: reminder_preferences reminder_preferences_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.reminder_preferences
    ADD CONSTRAINT reminder_preferences_pkey PRIMARY KEY (account);


--
-- Name: schema_steps schema_steps_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.schema_steps
    ADD CONSTRAINT schema_steps_pkey PRIMARY KEY (number);


--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (secret_hash);


--
-- Name: sessions sessions_session_key; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.sessions
    ADD CONSTRAINT sessions_session_key UNIQUE (session);


--
-- Name: spent spent_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.spent
    ADD CONSTRAINT spent_pkey PRIMARY KEY (secret_hash);


--
-- Name: tokens tokens_pkey1; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.tokens
    ADD CONSTRAINT tokens_pkey1 PRIMARY KEY (secret_hash);


--
-- Name: tokens tokens_token_key; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.tokens
    ADD CONSTRAINT tokens_token_key UNIQUE (token);


--
-- Name: totp_factors totp_factors_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.totp_factors
    ADD CONSTRAINT totp_factors_pkey PRIMARY KEY (factor);


--
-- Name: destroyed_keys destroyed_keys_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.destroyed_keys
    ADD CONSTRAINT destroyed_keys_pkey PRIMARY KEY (key);


--
-- Name: files files_key_key; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.files
    ADD CONSTRAINT files_key_key UNIQUE (key);


--
-- Name: files files_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.files
    ADD CONSTRAINT files_pkey PRIMARY KEY (sha256);


--
-- Name: keys keys_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.keys
    ADD CONSTRAINT keys_pkey PRIMARY KEY (key);


--
-- Name: people people_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (participant);


--
-- Name: read_people read_people_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.read_people
    ADD CONSTRAINT read_people_pkey PRIMARY KEY (participant, reading);


--
-- Name: readings readings_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY (reading);


--
-- Name: schema_steps schema_steps_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.schema_steps
    ADD CONSTRAINT schema_steps_pkey PRIMARY KEY (number);


--
-- Name: vault_header vault_header_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.vault_header
    ADD CONSTRAINT vault_header_pkey PRIMARY KEY (name);


--
-- Name: compared_first_facts; Type: INDEX; Schema: bsm_log; Owner: -
--

CREATE INDEX compared_first_facts ON bsm_log.stored_events USING btree (topic, originator_id) WHERE (topic = ANY (ARRAY['bsm.meeting.announced.v1'::text, 'bsm.objective.set.v1'::text]));


--
-- Name: erasing_events; Type: INDEX; Schema: bsm_log; Owner: -
--

CREATE INDEX erasing_events ON bsm_log.stored_events USING btree (originator_id, originator_version) WHERE (topic = ANY (ARRAY['bsm.participant.personal_data_erased.v1'::text, 'bsm.redaction.text_redacted.v1'::text, 'bsm.activity.evidence_erased.v1'::text]));


--
-- Name: activities__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX activities__1_changed ON bsm_read.activities__1 USING btree (from_position);


--
-- Name: activities__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX activities__1_scope0 ON bsm_read.activities__1 USING btree (meeting_id, status, to_position, from_position);


--
-- Name: activities__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX activities__1_scope1 ON bsm_read.activities__1 USING btree (owner, to_position, from_position);


--
-- Name: activity_editions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX activity_editions__1_changed ON bsm_read.activity_editions__1 USING btree (from_position);


--
-- Name: activity_editions__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX activity_editions__1_scope0 ON bsm_read.activity_editions__1 USING btree (meeting_id, to_position, from_position);


--
-- Name: changed_subjects__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX changed_subjects__1_changed ON bsm_read.changed_subjects__1 USING btree (from_position);


--
-- Name: comments__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX comments__1_changed ON bsm_read.comments__1 USING btree (from_position);


--
-- Name: decision_comments__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decision_comments__1_changed ON bsm_read.decision_comments__1 USING btree (from_position);


--
-- Name: decision_comments__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decision_comments__1_scope0 ON bsm_read.decision_comments__1 USING btree (decision_id, to_position, from_position);


--
-- Name: decision_versions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decision_versions__1_changed ON bsm_read.decision_versions__1 USING btree (from_position);


--
-- Name: decisions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decisions__1_changed ON bsm_read.decisions__1 USING btree (from_position);


--
-- Name: decisions__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decisions__1_scope0 ON bsm_read.decisions__1 USING btree (meeting_id, to_position, from_position);


--
-- Name: decisions__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decisions__1_scope1 ON bsm_read.decisions__1 USING btree (status, to_position, from_position);


--
-- Name: decisions__1_scope2; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decisions__1_scope2 ON bsm_read.decisions__1 USING btree (symbol, to_position, from_position);


--
-- Name: delegations__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX delegations__1_changed ON bsm_read.delegations__1 USING btree (from_position);


--
-- Name: dependencies__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX dependencies__1_changed ON bsm_read.dependencies__1 USING btree (from_position);


--
-- Name: dependencies__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX dependencies__1_scope0 ON bsm_read.dependencies__1 USING btree (awaited_id, to_position, from_position);


--
-- Name: evidence__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX evidence__1_changed ON bsm_read.evidence__1 USING btree (from_position);


--
-- Name: evidence__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX evidence__1_scope0 ON bsm_read.evidence__1 USING btree (sha256, to_position, from_position);


--
-- Name: evidence__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX evidence__1_scope1 ON bsm_read.evidence__1 USING btree (expires_on, to_position, from_position);


--
-- Name: facts__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX facts__1_scope0 ON bsm_read.facts__1 USING btree (meeting_id, "position");


--
-- Name: facts__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX facts__1_scope1 ON bsm_read.facts__1 USING btree (stream_id, "position");


--
-- Name: facts__1_scope2; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX facts__1_scope2 ON bsm_read.facts__1 USING btree (delegation, "position");


--
-- Name: facts__1_scope3; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX facts__1_scope3 ON bsm_read.facts__1 USING btree (kind, "position");


--
-- Name: facts__1_scope4; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX facts__1_scope4 ON bsm_read.facts__1 USING btree (recorded_at, "position");


--
-- Name: meetings__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX meetings__1_changed ON bsm_read.meetings__1 USING btree (from_position);


--
-- Name: milestones__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX milestones__1_changed ON bsm_read.milestones__1 USING btree (from_position);


--
-- Name: names_of_parts__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX names_of_parts__1_changed ON bsm_read.names_of_parts__1 USING btree (from_position);


--
-- Name: objectives__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX objectives__1_changed ON bsm_read.objectives__1 USING btree (from_position);


--
-- Name: objectives__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX objectives__1_scope0 ON bsm_read.objectives__1 USING btree (meeting_id, to_position, from_position);


--
-- Name: participants__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX participants__1_changed ON bsm_read.participants__1 USING btree (from_position);


--
-- Name: participants__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX participants__1_scope0 ON bsm_read.participants__1 USING btree (delegation, to_position, from_position);


--
-- Name: participants__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX participants__1_scope1 ON bsm_read.participants__1 USING btree (entered_at, participant_id, to_position, from_position);


--
-- Name: participants__1_scope2; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX participants__1_scope2 ON bsm_read.participants__1 USING btree (to_position, from_position);


--
-- Name: position_entries__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX position_entries__1_changed ON bsm_read.position_entries__1 USING btree (from_position);


--
-- Name: positions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX positions__1_changed ON bsm_read.positions__1 USING btree (from_position);


--
-- Name: positions__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX positions__1_scope0 ON bsm_read.positions__1 USING btree (meeting_id, to_position, from_position);


--
-- Name: positions__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX positions__1_scope1 ON bsm_read.positions__1 USING btree (delegation, to_position, from_position);


--
-- Name: registrations__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX registrations__1_changed ON bsm_read.registrations__1 USING btree (from_position);


--
-- Name: registrations__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX registrations__1_scope0 ON bsm_read.registrations__1 USING btree (meeting_id, delegation, to_position, from_position, status);


--
-- Name: released_streams__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX released_streams__1_changed ON bsm_read.released_streams__1 USING btree (from_position);


--
-- Name: restricted_parts__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX restricted_parts__1_changed ON bsm_read.restricted_parts__1 USING btree (from_position);


--
-- Name: roll_calls__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX roll_calls__1_changed ON bsm_read.roll_calls__1 USING btree (from_position);


--
-- Name: sessions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX sessions__1_changed ON bsm_read.sessions__1 USING btree (from_position);


--
-- Name: sessions__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX sessions__1_scope0 ON bsm_read.sessions__1 USING btree (meeting_id, to_position, from_position);


--
-- Name: account_events_of; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX account_events_of ON bsm_service.account_events USING btree (account, at);


--
-- Name: accounts_sought_as; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE UNIQUE INDEX accounts_sought_as ON bsm_service.accounts USING btree (sought_as);


--
-- Name: mandates_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX mandates_of_account ON bsm_service.mandates USING btree (account, ends_at);


--
-- Name: mandates_of_delegation; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX mandates_of_delegation ON bsm_service.mandates USING btree (delegation, ends_at);


--
-- Name: outbox_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX outbox_of_account ON bsm_service.outbox USING btree (account, read_at);


--
-- Name: outbox_waiting; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX outbox_waiting ON bsm_service.outbox USING btree (state, next_at);


--
-- Name: passkeys_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX passkeys_of_account ON bsm_service.passkeys USING btree (account);


--
-- Name: sessions_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX sessions_of_account ON bsm_service.sessions USING btree (account);


--
-- Name: tokens_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX tokens_of_account ON bsm_service.tokens USING btree (account);


--
-- Name: totp_factors_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX totp_factors_of_account ON bsm_service.totp_factors USING btree (account);


--
-- Name: people_by_email; Type: INDEX; Schema: bsm_vault; Owner: -
--

CREATE INDEX people_by_email ON bsm_vault.people USING btree (email_hash);


--
-- Name: read_people_by_reading; Type: INDEX; Schema: bsm_vault; Owner: -
--

CREATE INDEX read_people_by_reading ON bsm_vault.read_people USING btree (reading);


--
-- Name: readings_by_time; Type: INDEX; Schema: bsm_vault; Owner: -
--

CREATE INDEX readings_by_time ON bsm_vault.readings USING btree (read_at);


--
-- Name: command_answers command_answers_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER command_answers_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.command_answers FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- Name: frontiers frontiers_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER frontiers_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.frontiers FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- Name: leaves leaves_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER leaves_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.leaves FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- Name: log_header log_header_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER log_header_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.log_header FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- Name: stored_events stored_events_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER stored_events_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.stored_events FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- Name: tracking tracking_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER tracking_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.tracking FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- PostgreSQL database dump complete
--


