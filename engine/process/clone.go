package process

// part copies everything a decision may change, so that the state shares nothing of it with the one it was copied from.
// Lists are never nil, so that a state equals what is read back from its JSON.
func (s *State) part() {
	s.Visits = append(make([]Visit, 0, len(s.Visits)+4), s.Visits...)
	s.Scopes = append(make([]Region, 0, len(s.Scopes)+1), s.Scopes...)
	for i := range s.Scopes {
		s.Scopes[i].Path = append([]string(nil), s.Scopes[i].Path...)
		s.Scopes[i].Returns = append([]Return(nil), s.Scopes[i].Returns...)
	}
	s.Tokens = append(make([]Token, 0, len(s.Tokens)+1), s.Tokens...)
	s.Timers = append(make([]Timer, 0, len(s.Timers)+2), s.Timers...)
	s.Path = append([]string(nil), s.Path...)
	s.Returns = append([]Return(nil), s.Returns...)
	tasks := make([]Task, 0, len(s.Tasks)+1)
	for _, t := range s.Tasks {
		t.People = append(make([]TaskPerson, 0, len(t.People)), t.People...)
		tasks = append(tasks, t)
	}
	s.Tasks, s.Members = tasks, append([]Member(nil), s.Members...)
	s.SLAs = append(make([]Clock, 0, len(s.SLAs)+1), s.SLAs...) // clocks replace what they point to, they never change it
	var urged map[string]int64
	if len(s.Urged) > 0 {
		urged = make(map[string]int64, len(s.Urged))
		for k, v := range s.Urged {
			urged[k] = v
		}
	}
	s.Urged = urged
}

func cloneLedger(ledger []Entry) []Entry {
	if len(ledger) == 0 {
		return nil
	}
	return append([]Entry(nil), ledger...)
}
