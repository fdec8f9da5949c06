package runtime

import (
	"context"
	"sync"
	"time"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/query"
)

// openCounts remembers how many records each person has open work on. A count is read from the store at most once
// per countFresh and person; in between it follows what this node commits, so that two assignments in one second
// do not both go to the same person.
type openCounts struct {
	mu     sync.Mutex
	counts map[string]*openCount
}

type openCount struct {
	open int
	last time.Time
	read time.Time
}

const countFresh = 5 * time.Second

// fill sets Open and LastTask of people.
func (c *openCounts) fill(ctx context.Context, p *People, app *engine.App, people []effect.Person) error {
	for i := range people {
		key := app.Key + "/" + people[i].ID
		c.mu.Lock()
		known := c.counts[key]
		c.mu.Unlock()
		if known == nil || time.Since(known.read) > countFresh {
			n, err := p.count(ctx, app, people[i].ID)
			if err != nil {
				return err
			}
			c.mu.Lock()
			if c.counts == nil {
				c.counts = map[string]*openCount{}
			}
			fresh := &openCount{open: n, read: time.Now()}
			if known != nil {
				fresh.last = known.last
			}
			c.counts[key], known = fresh, fresh
			c.mu.Unlock()
		}
		c.mu.Lock()
		people[i].Open, people[i].LastTask = known.open, known.last
		c.mu.Unlock()
	}
	return nil
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
