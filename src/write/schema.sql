-- What a SQLite result has besides its tables: indexes, full-text search, views (docs/outputs.md).

CREATE INDEX articles_article ON articles (article);
CREATE INDEX articles_published ON articles (published);
CREATE INDEX mentions_article ON mentions (article);
CREATE INDEX mentions_entity ON mentions (entity);
CREATE INDEX mentions_name ON mentions (name);
CREATE INDEX mentions_published ON mentions (published);
CREATE INDEX entities_name ON entities (name);
CREATE INDEX topics_article ON topics (article);
CREATE INDEX topics_topic ON topics (topic);
CREATE INDEX rejected_article ON rejected (article);
CREATE INDEX rejected_entity ON rejected (entity);
CREATE INDEX rejected_name ON rejected (name);
CREATE INDEX unknown_name ON unknown (name);

-- the sentences of mentions; its rowid is that of the mention
CREATE VIRTUAL TABLE sentences USING fts5 (
  sentence, content = 'mentions', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO sentences (sentences) VALUES ('rebuild');

-- how often an entity is mentioned in each month; no month where the article has no ISO date
CREATE VIEW mentions_by_month AS
SELECT type, entity, name,
       CASE WHEN published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*' THEN substr(published, 1, 7) END AS month,
       count(DISTINCT article) AS articles,
       count(*) AS mentions
FROM mentions
GROUP BY type, entity, month;

-- two entities in one article: a row for each article and each order of the two
CREATE VIEW together AS
WITH each AS (
  SELECT article, published, type, entity, name, count(*) AS mentions
  FROM mentions
  GROUP BY article, type, entity
)
SELECT one.type, one.entity, one.name,
       other.type AS with_type, other.entity AS with_entity, other.name AS with_name,
       one.article, one.published, one.mentions, other.mentions AS with_mentions
FROM each AS one
JOIN each AS other ON other.article = one.article
 AND (other.type, other.entity) <> (one.type, one.entity);

-- the articles that mention a country, its people, bodies or places; main: it is about that country
CREATE VIEW articles_by_country AS
SELECT iso2, article, title, source, published,
       EXISTS (
         SELECT 1 FROM articles WHERE articles.article = mentions.article AND articles.about = mentions.iso2
       ) AS main,
       count(*) AS mentions
FROM mentions
WHERE iso2 IS NOT NULL
GROUP BY iso2, article;
