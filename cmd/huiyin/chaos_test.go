package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// blows is how often things go wrong for two servers where HUIYIN_TEST_CHAOS does not say so.
const blows = 40

// Two servers share one MongoDB store. Each is killed, paused and cut off from the store again and again while people
// work: nothing acknowledged is lost, nothing is done twice, turns are kept and no number is given twice.
func TestChaosOnSeveralNodes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	address := fresh(t)
	cfg := testConfig(t, t.TempDir(), newMailbox(t))
	cfg.Store, cfg.Files = address, inDatabase
	c := newCrash(t, cfg, true, address, address)
	c.client = &http.Client{Timeout: time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 100}}
	for _, n := range c.nodes {
		n.start()
	}
	count := int64(chaos(t, blows))
	var kills, pauses, cuts, begun atomic.Int64
	c.under(func() {
		var all sync.WaitGroup
		for _, n := range c.nodes {
			all.Go(func() {
				for !t.Failed() {
					time.Sleep(upTo(20, 150))
					blow := rand.IntN(5)
					if blow == 4 { // beside the kills and pauses that are counted
						cuts.Add(1)
						c.hurt(func() { n.cutOff(upTo(20, 400)) })
						continue
					}
					if begun.Add(1) > count {
						return
					}
					if blow < 2 {
						kills.Add(1)
						c.hurt(func() { n.kill(); n.start() })
					} else {
						pauses.Add(1)
						n.pause(upTo(20, 300))
					}
				}
			})
		}
		all.Wait()
	})
	for _, n := range c.nodes {
		if !n.becomes(http.StatusOK, 10*time.Second) {
			t.Error("a server does not come to itself again")
		}
	}
	lost := len(c.tickets)
	if done := kills.Load() + pauses.Load(); done < count || int64(lost) < count/4 {
		t.Errorf("only %d kills and pauses of %d, and only %d tickets meanwhile", done, count, lost)
	}
	c.calm()
	for _, n := range c.nodes {
		n.stop()
	}
	left := c.check()
	c.checkEdits(left, 10)
	unused := c.checkTurns(left)
	t.Logf("%d kills, %d pauses, %d cuts; %d tickets meanwhile, %d edits, %d mails, %d turns drawn by servers that could not use them",
		kills.Load(), pauses.Load(), cuts.Load(), lost, len(c.edits), len(c.mail.all()), unused)
}

func upTo(least, most int) time.Duration {
	return time.Duration(least+rand.IntN(most-least)) * time.Millisecond
}

// calm lets people work for a moment while nothing goes wrong: turns are kept exactly then.
func (c *crash) calm() {
	const each = 9
	agents := make(chan string, 4*each)
	var load sync.WaitGroup
	for i := range 4 {
		load.Go(func() {
			for n := range each {
				title := fmt.Sprintf("calm %d-%d", i, n)
				a := c.insist(c.who, "POST", records, map[string]any{"data": map[string]any{"title": title, "email": fmt.Sprintf("calm%d-%d@example.com", i, n)}}, "new "+title)
				var view map[string]any
				_ = a.into(&view)
				tk := &ticket{}
				tk.id, _ = dig(view, "id").(string)
				tk.agent, _ = dig(view, "process", "tasks", 0, "people", 0, "id").(string)
				c.mu.Lock()
				c.tickets[title] = tk
				c.mu.Unlock()
				agents <- tk.agent
			}
		})
	}
	load.Wait()
	close(agents)
	turns := map[string]int{}
	for a := range agents {
		turns[a]++
	}
	for id := range c.people {
		if d := turns[id] - 4*each/len(c.people); d < -1 || d > 1 {
			c.t.Errorf("of %d tasks in a quiet time %s got %d: %v", 4*each, id, turns[id], turns)
		}
	}
}

// checkTurns: nobody got more tasks than turns were drawn for them, and the turns nobody got are those of servers that
// could not finish what they had begun; it returns how many these are.
func (c *crash) checkTurns(left remains) int64 {
	drawn, got, total := left.drawn["desk:rr:ticket:agent"], map[string]int64{}, int64(0)
	for _, e := range left.events[c.busy] {
		if e.Type == "task_opened" {
			total++ // the busy record has one too
		}
	}
	for _, tk := range c.tickets {
		got[tk.agent]++
		total++
	}
	for id, n := range got {
		if most := (drawn + int64(len(c.people)) - 1) / int64(len(c.people)); n > most || c.people[id] == nil {
			c.t.Errorf("%s got %d tasks, %d turns were drawn", id, n, most)
		}
	}
	if unused := drawn - total; unused >= 0 && unused <= int64(len(c.harm)*5) {
		return unused
	}
	c.t.Errorf("%d turns were drawn for %d tasks", drawn, total)
	return 0
}
