package runtime

import (
	"context"
	"sync"
	"time"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/query"
)

// openCounts remembers how many records each person has open work on. A count is read from the store now and then,
// and by one caller at a time; in between it follows what this node commits, so that two assignments in one second do
// not both go to the same person.
type openCounts struct {
	mu     sync.Mutex
	counts map[string]*openCount
}

type openCount struct {
	open    int
	last    time.Time
	read    time.Time     // zero: not read yet
	took    time.Duration // to read it
	reading bool
}

// A count is read again when it is older than countFresh and than countRest times as long as reading it took: counting
// what other nodes assign must not become the work of a busy store.
const (
	countFresh = time.Second
	countRest  = 200
)

func (n *openCount) due() bool {
	return n.read.IsZero() || !n.reading && time.Since(n.read) > max(countFresh, countRest*n.took)
}

// fill sets Open and LastTask of people.
func (c *openCounts) fill(ctx context.Context, p *People, app *engine.App, people []effect.Person) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range people {
		key := app.Key + "/" + people[i].ID
		known := c.counts[key]
		if known == nil {
			if c.counts == nil {
				c.counts = map[string]*openCount{}
			}
			known = &openCount{}
			c.counts[key] = known
		}
		if known.due() {
			if err := c.read(ctx, p, app, people[i].ID, known); err != nil {
				return err
			}
		}
		people[i].Open, people[i].LastTask = known.open, known.last
	}
	return nil
}

// read counts anew, with the lock given back meanwhile. What is committed during the count may be missing until the
// next one.
func (c *openCounts) read(ctx context.Context, p *People, app *engine.App, user string, known *openCount) error {
	known.reading = true
	c.mu.Unlock()
	begun := time.Now()
	n, err := p.count(ctx, app, user)
	c.mu.Lock()
	known.reading = false
	if err == nil {
		known.open, known.read, known.took = n, time.Now(), time.Since(begun)
	}
	return err
}

// count counts the records with open work of a user in all forms with a process.
func (p *People) count(ctx context.Context, app *engine.App, user string) (int, error) {
	total := 0
	for _, f := range app.Forms() {
		if f.Spec().Process == "" {
			continue
		}
		page, err := p.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{
			Where: Living(query.Condition{Field: "people.working", Op: "has", Value: user}), Limit: 1, Count: true})
		if err != nil {
			return 0, err
		}
		total += int(page.Count)
	}
	return total, nil
}

// Wrote follows a committed record: whoever got or lost work there.
func (p *People) Wrote(before, after *engine.Record) {
	c := &p.loads
	c.mu.Lock()
	defer c.mu.Unlock()
	move := func(list []string, by int) {
		for _, user := range list {
			if n := c.counts[after.App+"/"+user]; n != nil {
				if n.open += by; by > 0 {
					n.last = after.UpdatedAt
				}
			}
		}
	}
	if before != nil {
		move(before.People.Working, -1)
	}
	move(after.People.Working, 1)
}
