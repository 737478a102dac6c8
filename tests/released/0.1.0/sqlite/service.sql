BEGIN TRANSACTION;
CREATE TABLE accounts (
        account TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO "accounts" VALUES('98feae22c26348b9ba35c9cd8b9a95d9','office');
INSERT INTO "accounts" VALUES('0e4808e18adb4a65982f2d55bc32f6bd','vienna');
CREATE TABLE sessions (
        secret_hash TEXT PRIMARY KEY, account TEXT NOT NULL, role TEXT NOT NULL,
        delegation TEXT, signed_in_by TEXT NOT NULL, created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL, revoked_at INTEGER);
INSERT INTO "sessions" VALUES('e5ea9da9ca166415c5e8a7f4156a6184cc6592bf572434278914376f5b243d6c','0e4808e18adb4a65982f2d55bc32f6bd','auditor',NULL,'token',1451898000000000,1451941200000000,NULL);
CREATE TABLE tokens (
        secret_hash TEXT PRIMARY KEY, account TEXT NOT NULL, role TEXT NOT NULL,
        delegation TEXT, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
        revoked_at INTEGER);
INSERT INTO "tokens" VALUES('e45a02c7bf01373a93f5bb659e8003fe0563368017a904c295191741ec13b09a','98feae22c26348b9ba35c9cd8b9a95d9','secretariat',NULL,1451898000000000,1483434000000000,NULL);
COMMIT;
