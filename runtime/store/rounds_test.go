package store_test

import (
	"testing"
	"testing/synctest"

	"huiyin/runtime/store"
)

// What is asked for while a round ends is done by another one; any number of askers have one more round, not many.
func TestRounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r store.Rounds
		done, gate := 0, make(chan struct{})
		work := func() { <-gate; done++ }
		r.Start("a", work)
		synctest.Wait()
		for range 3 {
			r.Start("a", work)
		}
		r.Start("b", func() {})
		synctest.Wait()
		if !r.Busy("a") || r.Busy("b") || r.Busy("c") || done != 0 {
			t.Error("at work:", r.Busy("a"), r.Busy("b"), r.Busy("c"), done)
		}
		gate <- struct{}{}
		synctest.Wait()
		if !r.Busy("a") || done != 1 {
			t.Error("the second round:", r.Busy("a"), done)
		}
		gate <- struct{}{}
		synctest.Wait()
		if r.Busy("a") || done != 2 {
			t.Error("at rest:", r.Busy("a"), done)
		}
		r.Start("a", work)
		gate <- struct{}{}
		synctest.Wait()
		if done != 3 {
			t.Error("begun anew:", done)
		}
	})
}
