-- What a memory says, as a digest: the same text is found again without comparing texts. Every memory
-- gets its own; whoever writes one from now on writes it too.
--
-- SQLite has no such function, so this is SHA-256 (FIPS 180-4) as a query: one recursive row for each
-- round. It needs about a millisecond for 64 bytes of text: 60,000 memories of 200 bytes are some
-- minutes, once. `x XOR y XOR z` is `x + y + z - 2 * majority(x, y, z)`, bit by bit, because SQLite has
-- no XOR; `<<`, `>>`, `&` and `|` are of one precedence there, below `+`.

ALTER TABLE memories ADD COLUMN content_sha256 BLOB;

CREATE TEMP TABLE sha256_constant (
  t INTEGER NOT NULL PRIMARY KEY,
  k INTEGER NOT NULL
);
INSERT INTO sha256_constant (t, k) VALUES
  (0, 1116352408), (1, 1899447441), (2, 3049323471), (3, 3921009573), (4, 961987163), (5, 1508970993), (6, 2453635748), (7, 2870763221),
  (8, 3624381080), (9, 310598401), (10, 607225278), (11, 1426881987), (12, 1925078388), (13, 2162078206), (14, 2614888103), (15, 3248222580),
  (16, 3835390401), (17, 4022224774), (18, 264347078), (19, 604807628), (20, 770255983), (21, 1249150122), (22, 1555081692), (23, 1996064986),
  (24, 2554220882), (25, 2821834349), (26, 2952996808), (27, 3210313671), (28, 3336571891), (29, 3584528711), (30, 113926993), (31, 338241895),
  (32, 666307205), (33, 773529912), (34, 1294757372), (35, 1396182291), (36, 1695183700), (37, 1986661051), (38, 2177026350), (39, 2456956037),
  (40, 2730485921), (41, 2820302411), (42, 3259730800), (43, 3345764771), (44, 3516065817), (45, 3600352804), (46, 4094571909), (47, 275423344),
  (48, 430227734), (49, 506948616), (50, 659060556), (51, 883997877), (52, 958139571), (53, 1322822218), (54, 1537002063), (55, 1747873779),
  (56, 1955562222), (57, 2024104815), (58, 2227730452), (59, 2361852424), (60, 2428436474), (61, 2756734187), (62, 3204031479), (63, 3329325298),
  (64, 0);
UPDATE memories SET content_sha256 = (
  WITH RECURSIVE
  -- The text's bytes as hexadecimal digits, then 80, then zeros up to a multiple of 64 bytes, of which
  -- the last 8 are the length in bits. The last round is the one after the last block's.
  message (hex, last_round) AS (
    SELECT hex(content) || '80' || hex(zeroblob((119 - size % 64) % 64)) || printf('%016X', 8 * size),
      65 * ((size + 72) / 64 + 1)
    FROM (SELECT CAST(memories.content AS BLOB) AS content, length(CAST(memories.content AS BLOB)) AS size)
  ),
  -- 64 rounds for each block and one that adds the result to the state; it begins with such a one.
  -- a to h are the working variables, s0 to s7 the state, w1 to w16 the last 16 words.
  round (n, a, b, c, d, e, f, g, h, s0, s1, s2, s3, s4, s5, s6, s7,
      w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15, w16) AS (
    SELECT 64, 1779033703, 3144134277, 1013904242, 2773480762, 1359893119, 2600822924, 528734635, 1541459225,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    UNION ALL
    SELECT n + 1,
      CASE WHEN n % 65 = 64 THEN s0 + a ELSE
          h + k + w16 + ((e & f) | (~e & g))
          + ((e | (e << 32)) >> 6 & 4294967295) + ((e | (e << 32)) >> 11 & 4294967295) + ((e | (e << 32)) >> 25 & 4294967295)
          - 2 * ((((e | (e << 32)) >> 6 & 4294967295) & ((e | (e << 32)) >> 11 & 4294967295))
            | (((e | (e << 32)) >> 6 & 4294967295) & ((e | (e << 32)) >> 25 & 4294967295))
            | (((e | (e << 32)) >> 11 & 4294967295) & ((e | (e << 32)) >> 25 & 4294967295)))
          + ((a & b) | (a & c) | (b & c))
          + ((a | (a << 32)) >> 2 & 4294967295) + ((a | (a << 32)) >> 13 & 4294967295) + ((a | (a << 32)) >> 22 & 4294967295)
          - 2 * ((((a | (a << 32)) >> 2 & 4294967295) & ((a | (a << 32)) >> 13 & 4294967295))
            | (((a | (a << 32)) >> 2 & 4294967295) & ((a | (a << 32)) >> 22 & 4294967295))
            | (((a | (a << 32)) >> 13 & 4294967295) & ((a | (a << 32)) >> 22 & 4294967295)))
      END & 4294967295,
      iif(n % 65 = 64, s1 + b & 4294967295, a), iif(n % 65 = 64, s2 + c & 4294967295, b), iif(n % 65 = 64, s3 + d & 4294967295, c),
      CASE WHEN n % 65 = 64 THEN s4 + e ELSE
          d + h + k + w16 + ((e & f) | (~e & g))
          + ((e | (e << 32)) >> 6 & 4294967295) + ((e | (e << 32)) >> 11 & 4294967295) + ((e | (e << 32)) >> 25 & 4294967295)
          - 2 * ((((e | (e << 32)) >> 6 & 4294967295) & ((e | (e << 32)) >> 11 & 4294967295))
            | (((e | (e << 32)) >> 6 & 4294967295) & ((e | (e << 32)) >> 25 & 4294967295))
            | (((e | (e << 32)) >> 11 & 4294967295) & ((e | (e << 32)) >> 25 & 4294967295)))
      END & 4294967295,
      iif(n % 65 = 64, s5 + f & 4294967295, e), iif(n % 65 = 64, s6 + g & 4294967295, f), iif(n % 65 = 64, s7 + h & 4294967295, g),
      iif(n % 65 = 64, s0 + a & 4294967295, s0), iif(n % 65 = 64, s1 + b & 4294967295, s1),
      iif(n % 65 = 64, s2 + c & 4294967295, s2), iif(n % 65 = 64, s3 + d & 4294967295, s3),
      iif(n % 65 = 64, s4 + e & 4294967295, s4), iif(n % 65 = 64, s5 + f & 4294967295, s5),
      iif(n % 65 = 64, s6 + g & 4294967295, s6), iif(n % 65 = 64, s7 + h & 4294967295, s7),
      w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15, w16,
      CASE WHEN (n + 1) % 65 < 16 THEN
          (instr('0123456789ABCDEF', substr(hex, ((n + 1) / 65 - 1) * 128 + (n + 1) % 65 * 8 + 1, 1)) - 1) * 268435456 +
          (instr('0123456789ABCDEF', substr(hex, ((n + 1) / 65 - 1) * 128 + (n + 1) % 65 * 8 + 2, 1)) - 1) * 16777216 +
          (instr('0123456789ABCDEF', substr(hex, ((n + 1) / 65 - 1) * 128 + (n + 1) % 65 * 8 + 3, 1)) - 1) * 1048576 +
          (instr('0123456789ABCDEF', substr(hex, ((n + 1) / 65 - 1) * 128 + (n + 1) % 65 * 8 + 4, 1)) - 1) * 65536 +
          (instr('0123456789ABCDEF', substr(hex, ((n + 1) / 65 - 1) * 128 + (n + 1) % 65 * 8 + 5, 1)) - 1) * 4096 +
          (instr('0123456789ABCDEF', substr(hex, ((n + 1) / 65 - 1) * 128 + (n + 1) % 65 * 8 + 6, 1)) - 1) * 256 +
          (instr('0123456789ABCDEF', substr(hex, ((n + 1) / 65 - 1) * 128 + (n + 1) % 65 * 8 + 7, 1)) - 1) * 16 +
          (instr('0123456789ABCDEF', substr(hex, ((n + 1) / 65 - 1) * 128 + (n + 1) % 65 * 8 + 8, 1)) - 1)
      ELSE
          w1 + w10
          + ((w2 | (w2 << 32)) >> 7 & 4294967295) + ((w2 | (w2 << 32)) >> 18 & 4294967295) + (w2 >> 3)
          - 2 * ((((w2 | (w2 << 32)) >> 7 & 4294967295) & ((w2 | (w2 << 32)) >> 18 & 4294967295))
            | (((w2 | (w2 << 32)) >> 7 & 4294967295) & (w2 >> 3))
            | (((w2 | (w2 << 32)) >> 18 & 4294967295) & (w2 >> 3)))
          + ((w15 | (w15 << 32)) >> 17 & 4294967295) + ((w15 | (w15 << 32)) >> 19 & 4294967295) + (w15 >> 10)
          - 2 * ((((w15 | (w15 << 32)) >> 17 & 4294967295) & ((w15 | (w15 << 32)) >> 19 & 4294967295))
            | (((w15 | (w15 << 32)) >> 17 & 4294967295) & (w15 >> 10))
            | (((w15 | (w15 << 32)) >> 19 & 4294967295) & (w15 >> 10)))
      END & 4294967295
    FROM round
    CROSS JOIN message
    CROSS JOIN sha256_constant ON t = n % 65
    WHERE n < last_round
  ),
  bytes (byte) AS (
    SELECT x'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF'
  )
  SELECT CAST(
        substr(byte, (s0 >> 24 & 255) + 1, 1) || substr(byte, (s0 >> 16 & 255) + 1, 1) ||
        substr(byte, (s0 >> 8 & 255) + 1, 1) || substr(byte, (s0 >> 0 & 255) + 1, 1) ||
        substr(byte, (s1 >> 24 & 255) + 1, 1) || substr(byte, (s1 >> 16 & 255) + 1, 1) ||
        substr(byte, (s1 >> 8 & 255) + 1, 1) || substr(byte, (s1 >> 0 & 255) + 1, 1) ||
        substr(byte, (s2 >> 24 & 255) + 1, 1) || substr(byte, (s2 >> 16 & 255) + 1, 1) ||
        substr(byte, (s2 >> 8 & 255) + 1, 1) || substr(byte, (s2 >> 0 & 255) + 1, 1) ||
        substr(byte, (s3 >> 24 & 255) + 1, 1) || substr(byte, (s3 >> 16 & 255) + 1, 1) ||
        substr(byte, (s3 >> 8 & 255) + 1, 1) || substr(byte, (s3 >> 0 & 255) + 1, 1) ||
        substr(byte, (s4 >> 24 & 255) + 1, 1) || substr(byte, (s4 >> 16 & 255) + 1, 1) ||
        substr(byte, (s4 >> 8 & 255) + 1, 1) || substr(byte, (s4 >> 0 & 255) + 1, 1) ||
        substr(byte, (s5 >> 24 & 255) + 1, 1) || substr(byte, (s5 >> 16 & 255) + 1, 1) ||
        substr(byte, (s5 >> 8 & 255) + 1, 1) || substr(byte, (s5 >> 0 & 255) + 1, 1) ||
        substr(byte, (s6 >> 24 & 255) + 1, 1) || substr(byte, (s6 >> 16 & 255) + 1, 1) ||
        substr(byte, (s6 >> 8 & 255) + 1, 1) || substr(byte, (s6 >> 0 & 255) + 1, 1) ||
        substr(byte, (s7 >> 24 & 255) + 1, 1) || substr(byte, (s7 >> 16 & 255) + 1, 1) ||
        substr(byte, (s7 >> 8 & 255) + 1, 1) || substr(byte, (s7 >> 0 & 255) + 1, 1) AS BLOB)
  FROM round CROSS JOIN message CROSS JOIN bytes
  WHERE n = last_round
)
WHERE content_sha256 IS NULL;
DROP TABLE sha256_constant;

CREATE INDEX ix_memories_digest ON memories (agent_id, content_sha256);
