// A program that works with Huiyin: it keeps a customer of a CRM up to date and hands a suggestion over.
// Make a token under "API 令牌 / API tokens" with the scopes read and submit, then:
//
//   HUIYIN_URL=http://localhost:8080 HUIYIN_TOKEN=hyt_… node .readme/client.mjs
const { HUIYIN_URL: url = 'http://localhost:8080', HUIYIN_TOKEN: token } = process.env;
if (!token) throw new Error('HUIYIN_TOKEN is not set');

const forms = `${url}/api/v1/apps/suggestions/forms`;

/** call sends a request, again when the server asks for patience or does not answer, and throws what it refuses. */
async function call(method, address, body, headers = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(address, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      body: body && JSON.stringify(body),
    }).catch((error) => ({ status: 503, headers: new Headers(), json: async () => ({ title: String(error) }) }));
    if ((answer.status === 429 || answer.status === 503) && attempt < 5) {
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get('Retry-After') ?? attempt)));
      continue;
    }
    const said = await answer.json();
    if (answer.ok) return { status: answer.status, ...said };
    // Everything that is wrong, at once: where, and in words.
    const problems = (said.problems ?? []).map((problem) => `${problem.pointer || '/'} ${problem.message}`);
    throw new Error(`${answer.status} ${said.title}\n${problems.join('\n')}`);
  }
}

// The CRM's own number names the customer. Sent again it changes nothing; fields that are not named stay.
const customer = await call('PUT', `${forms}/customer/external/${encodeURIComponent('CRM/0001')}`, {
  data: { name: '云帆科技', level: 'vip', email: 'kefu@example.com' },
});
console.log(`customer ${customer.status === 201 ? 'made' : 'known'}: ${customer.title}`);

// The key makes it one suggestion, however often the request is sent.
const suggestion = await call(
  'POST',
  `${forms}/suggestion/records`,
  {
    data: {
      title: '导出时可以选择字段',
      description: '每次导出都要手工删掉一半的列，希望可以选择。',
      suggestion_type: 'optimize',
      module: 'report',
      urgency: 'low',
      importance: 'low',
      customer: customer.id,
      want_reply: false,
    },
  },
  { 'Idempotency-Key': 'ticket-4711' },
);
console.log(`suggestion ${suggestion.no}: ${suggestion.process.status.title}`);
