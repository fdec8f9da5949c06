package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

// moveID is the document of the settings that marks a store which is being filled: until it is whole, no server may
// start on it.
const moveID = "move"

type moveMark struct {
	ID   string    `json:"_id"`
	From string    `json:"from"`
	At   time.Time `json:"at"`
}

// move carries everything from one store to another.
func move(ctx context.Context, c *console, args []string) error {
	var from, to, fromFiles, toFiles string
	var incomplete bool
	_, rest, err := configure(c, "move", args, func(set *flag.FlagSet) {
		set.StringVar(&from, "from", "", c.say("从哪个存储，如 sqlite:./data/huiyin.db", "the store to move, such as sqlite:./data/huiyin.db"))
		set.StringVar(&to, "to", "", c.say("到哪个存储，如 mongodb://主机/数据库，必须为空", "where to, such as mongodb://host/database, which must be empty"))
		set.StringVar(&fromFiles, "from-files", "", c.say("原附件位置，默认与 serve 相同：./data/files；MongoDB 在库内", "where its uploads are; as for serve ./data/files by default, in the database for MongoDB"))
		set.BoolVar(&incomplete, "incomplete", false, c.say("附件已丢失时，不带这些附件也搬移", "move although uploads are lost, without them"))
		set.StringVar(&toFiles, "to-files", "", c.say("新附件位置，默认与 serve 相同：./data/files；MongoDB 在库内", "where they go; as for serve ./data/files by default, in the database for MongoDB"))
	})
	if err != nil {
		return err
	}
	if len(rest) > 0 || from == "" || to == "" {
		return c.wrong("用法：huiyin move --from 存储 --to 存储", "usage: huiyin move --from STORE --to STORE")
	}
	source, err := openSide(ctx, from, fromFiles, false)
	if err != nil {
		return err
	}
	if err := source.complete(ctx, c, incomplete); err != nil {
		return errors.Join(err, source.close())
	}
	target, err := openSide(ctx, to, toFiles, true)
	if err != nil {
		return errors.Join(err, source.close())
	}
	m := mover{from: source, to: target, tell: func(zh, en string, args ...any) { fmt.Fprintf(c.out, c.say(zh, en)+"\n", args...) }}
	if err := errors.Join(m.all(ctx), source.close(), target.close()); err != nil {
		return err
	}
	_, embedded := strings.CutPrefix(from, "sqlite:")
	fmt.Fprintln(c.out, c.say("根密钥不随数据搬移：新存储须用同一个 HUIYIN_SECRET", "the root key is not moved: the new store needs the same HUIYIN_SECRET"))
	if embedded {
		fmt.Fprintln(c.out, c.say("（自动生成的根密钥在原数据目录的 secret 文件里）", "(a generated one is in the file secret of the old data folder)"))
	}
	return nil
}

// side is one end of a move.
type side struct {
	name     string
	store    store.Carrier
	contents store.Contents
	files    string // where they are
}

// complete refuses to move a store that names uploads which are not there, unless it may be incomplete; then it says so.
func (s side) complete(ctx context.Context, c *console, incomplete bool) error {
	_, lost, err := listUploads(ctx, s.store, s.contents)
	if err != nil || lost == 0 {
		return err
	}
	found := problem.List{missing("--from-files", s.files, lost)}
	if incomplete {
		printProblems(c, c.err, "", found)
		return nil
	}
	return found
}

func (s side) close() error { return s.store.Close() }

// openSide opens one end; only a store that is to be filled is made where there is none.
func openSide(ctx context.Context, address, files string, create bool) (side, error) {
	if path, embedded := strings.CutPrefix(address, "sqlite:"); embedded && !create {
		if _, err := os.Stat(path); err != nil {
			return side{}, err
		}
	}
	st, err := openStore(ctx, address, sqlite.Options{})
	if err != nil {
		return side{}, err
	}
	if files == "" {
		files = filesOf(address)
	}
	contents, _, err := openContents(files, st, time.Now)
	carrier, ok := st.(store.Carrier)
	if err == nil && !ok {
		err = fmt.Errorf("%s cannot be carried", storeName(address))
	}
	if err != nil {
		return side{}, errors.Join(err, st.Close())
	}
	return side{storeName(address), carrier, contents, files}, nil
}

// mover fills a store with what another holds. Killed at any moment, it goes on where it stopped when it is started
// again: what is there already is recognised.
type mover struct {
	from, to side
	tell     func(zh, en string, args ...any)
	page     func() // called after every page, by tests
}

// all copies everything, proves that both sides are equal, and only then lets a server start on the target.
func (m mover) all(ctx context.Context) error {
	if err := m.begin(ctx); err != nil {
		return err
	}
	if err := m.copy(ctx); err != nil {
		return err
	}
	if err := m.uploads(ctx); err != nil {
		return err
	}
	if err := m.verify(ctx); err != nil {
		return err
	}
	return m.end(ctx)
}

// end lets servers start on the target.
func (m mover) end(ctx context.Context) error {
	return m.to.store.Write(ctx, store.Op{Collection: runtime.Settings, ID: moveID, IfRev: store.AnyRev})[0].Err
}

// begin marks the target, which must be empty or have been left unfinished by the same move.
func (m mover) begin(ctx context.Context) error {
	collections, err := m.to.store.Collections(ctx)
	if err != nil {
		return err
	}
	mark, err := readMove(ctx, m.to.store, collections)
	if err != nil {
		return err
	}
	if mark != nil {
		if mark.From != m.from.name {
			return problem.List{problem.New("move.begun", "", "store", m.to.name, "from", mark.From)}
		}
		m.tell("继续 %s 开始的搬移", "going on with the move begun at %s", mark.At.Format("2006-01-02 15:04 MST"))
		return nil
	}
	for _, c := range collections {
		page, err := m.to.store.Find(ctx, c.Name, query.Query{Limit: 1})
		if err != nil {
			return err
		}
		if len(page.Documents) > 0 {
			return problem.List{problem.New("move.not_empty", "", "store", m.to.name)}
		}
	}
	if err := m.to.store.Ensure(ctx, store.Collection{Name: runtime.Settings}); err != nil {
		return err
	}
	body, err := json.Marshal(moveMark{moveID, m.from.name, time.Now().UTC()})
	if err != nil {
		return err
	}
	return m.to.store.Write(ctx, store.Op{Collection: runtime.Settings, ID: moveID, Body: body})[0].Err
}

func readMove(ctx context.Context, st store.Store, collections []store.Collection) (*moveMark, error) {
	for _, c := range collections {
		if c.Name != runtime.Settings {
			continue
		}
		docs, err := st.Get(ctx, runtime.Settings, moveID)
		if err != nil || len(docs) == 0 {
			return nil, err
		}
		var mark moveMark
		return &mark, json.Unmarshal(docs[0].Body, &mark)
	}
	return nil, nil
}

// whole refuses a store that a move or a restore has not finished filling.
func whole(ctx context.Context, st store.Store) error {
	mark, err := readMove(ctx, st, []store.Collection{{Name: runtime.Settings}})
	if err != nil || mark == nil {
		return err
	}
	return problem.List{problem.New("move.unfinished", "", "from", mark.From)}
}

// own are the documents that belong to one store and not to the data: its place in its own change feed, when it was
// backed up, and the mark of the move.
func own(collection, id string) bool {
	return collection == runtime.Settings && (id == runtime.RelayMark || id == moveID || id == backupMark)
}

// copy makes the target hold the documents and counters the source does, and nothing else.
func (m mover) copy(ctx context.Context) error {
	collections, err := m.from.store.Collections(ctx)
	if err != nil {
		return err
	}
	for _, c := range collections {
		if err := m.to.store.Ensure(ctx, store.Collection{Name: c.Name, Unique: c.Unique, Lists: c.Lists}); err != nil {
			return err
		}
		if err := m.drop(ctx, c.Name); err != nil {
			return err
		}
		n, err := m.documents(ctx, c.Name)
		if err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
		m.tell("  %s：%d", "  %s: %d", c.Name, n)
	}
	return m.counters(ctx)
}

func (m mover) uploads(ctx context.Context) error {
	n := 0
	err := m.from.contents.Each(ctx, func(hash string) error {
		n++
		return m.content(ctx, hash)
	})
	m.tell("  附件：%d", "  uploads: %d", n)
	return err
}

// drop removes from the target what the source has no longer, so that it holds no keys others need.
func (m mover) drop(ctx context.Context, collection string) error {
	return pages(ctx, m.to.store, collection, func(list []store.Document) error {
		there, err := find(ctx, m.from.store, collection, list)
		if err != nil {
			return err
		}
		var gone []store.Op
		for _, d := range list {
			if _, ok := there[d.ID]; !ok {
				gone = append(gone, store.Op{Collection: collection, ID: d.ID, IfRev: store.AnyRev})
			}
		}
		for _, r := range m.to.store.Write(ctx, gone...) {
			err = errors.Join(err, r.Err)
		}
		return err
	})
}

// documents copies what the target lacks or has otherwise, and returns how many the source has.
func (m mover) documents(ctx context.Context, collection string) (n int, err error) {
	err = pages(ctx, m.from.store, collection, func(list []store.Document) error {
		there, err := find(ctx, m.to.store, collection, list)
		if err != nil {
			return err
		}
		var missing []store.Document
		for _, d := range list {
			if old, ok := there[d.ID]; !ok || !alike(d, old) {
				missing = append(missing, d)
			}
		}
		n += len(list)
		if err := m.to.store.Place(ctx, collection, missing...); err != nil {
			return err
		}
		if m.page != nil {
			m.page()
		}
		return nil
	})
	return n, err
}

func (m mover) counters(ctx context.Context) error {
	values, err := m.from.store.Counters(ctx)
	if err != nil {
		return err
	}
	there, err := m.to.store.Counters(ctx)
	if err != nil {
		return err
	}
	for name, value := range values {
		if _, err := m.to.store.Increment(ctx, name, value-there[name]); err != nil {
			return err
		}
	}
	return nil
}

// pages calls fn for all documents of a collection, in the order of their ids, but for the store's own.
func pages(ctx context.Context, st store.Store, collection string, fn func([]store.Document) error) error {
	const size = 300
	for q := (query.Query{Limit: size}); ; {
		page, err := st.Find(ctx, collection, q)
		if err != nil {
			return err
		}
		var list []store.Document
		for _, d := range page.Documents {
			if !own(collection, d.ID) {
				list = append(list, d)
			}
		}
		if len(list) > 0 {
			if err := fn(list); err != nil {
				return err
			}
		}
		if q.After = page.Next; q.After == "" {
			return nil
		}
	}
}

// find returns those of a page's documents that another store has too, by id.
func find(ctx context.Context, st store.Store, collection string, list []store.Document) (map[string]store.Document, error) {
	ids := make([]string, len(list))
	for i, d := range list {
		ids[i] = d.ID
	}
	found, err := st.Get(ctx, collection, ids...)
	if errors.Is(err, store.ErrUnknownCollection) {
		err = nil
	}
	out := make(map[string]store.Document, len(found))
	for _, d := range found {
		out[d.ID] = d
	}
	return out, err
}
