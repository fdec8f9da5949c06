package executor

import (
	"regexp"

	"huiyin/engine/problem"
)

// failures are the ways in which a call of another system fails, as they are kept beside what was to be done, and the
// code of the sentence that tells people. The one group of a pattern is the parameter `what`.
var failures = []struct {
	kept *regexp.Regexp
	code string
}{
	{regexp.MustCompile(`^answer (4\d\d)$`), "call.refused"},
	{regexp.MustCompile(`^answer (\d+)$`), "call.answered"},
	{regexp.MustCompile(`^connector (\S+) is gone$`), "call.connector_gone"},
	{regexp.MustCompile(`^the secret (\S+) is not set$`), "call.secret_missing"},
	{regexp.MustCompile(`^the connector (\S+) has no address$`), "call.address_missing"},
	{regexp.MustCompile(`^the answer is longer than (\d+) bytes$`), "call.answer_long"},
	{regexp.MustCompile(`^the answer is no JSON: (.*)$`), "call.answer_unreadable"},
	{regexp.MustCompile(`^lookup (\S+).*no such host$`), "call.host_unknown"},
	{regexp.MustCompile(`^dial tcp (\S+): connect: connection refused$`), "call.unreachable"},
	{regexp.MustCompile(`(?:context deadline exceeded|i/o timeout|Client\.Timeout exceeded)()`), "call.timeout"},
}

// Told puts a failure that was kept into a sentence of the reader's language. One that is not of a call is as it was.
func Told(lang, failure string) string {
	for _, f := range failures {
		if found := f.kept.FindStringSubmatch(failure); found != nil {
			return problem.Sentence(lang, f.code, map[string]any{"what": found[1]})
		}
	}
	return failure
}
