import { expect, it } from 'vitest'
import { Delivery } from '../../src/delivery/delivery.ts'
import { trustedRecipient } from '../../src/delivery/trusted-recipient.ts'
import { Desk, message, options } from './recipient.ts'

const expired = () => {
  throw Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' })
}

const deliveryTo = (desk: Desk) => new Delivery(trustedRecipient('webhook', desk), 'desk', options, {})

it('a certificate that is not trusted is final, whatever down says', async () => {
  const desk = new Desk()
  desk.answer = expired
  const delivery = deliveryTo(desk)
  await delivery.add([message(1)])
  await expect(delivery.close()).rejects.toThrow(
    'webhook.tls: expected a trusted certificate of desk, got certificate has expired; renew the certificate, or correct the clock',
  )
  expect(desk.keys).toHaveLength(1)
  await delivery.abort()
  expect(desk.closed).toBe(true)
})

it('waits for another certificate if one was trusted before', async () => {
  const desk = new Desk()
  const delivery = deliveryTo(desk)
  await delivery.add([message(1)])
  await delivery.sync()
  desk.answer = () => {
    if (desk.keys.length < 4) expired()
  }
  await delivery.add([message(2)])
  await delivery.close()
  expect(desk.ids).toEqual(['1', '2'])
})

it('tries again after other failures', async () => {
  const desk = new Desk()
  desk.answer = () => {
    if (desk.keys.length < 3) throw new Error('away')
  }
  const delivery = deliveryTo(desk)
  await delivery.add([message(1)])
  await delivery.close()
  expect(desk.ids).toEqual(['1'])
})
