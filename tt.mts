import { of, from } from 'rxjs'
import { inOrder, fillGaps, forecast, score, calendar } from './src/index.ts'
const day=86400000
for (const [name, last] of [['end', 8.64e15], ['begin', -8.64e15 + 30*day]] as const) for (const cad of ['1d','1mo','1y','1bd','1h 09:30-15:30 mon-fri','1d Europe/Berlin']) {
  try {
  let n=0; const rej:any[]=[]
  from(Array.from({length:31},(_,i)=>({time:last-(30-i)*day, values:[i%5], covariates:[]}))).pipe(inOrder({}, {onReject:(r)=>rej.push(r.reason)}), fillGaps(cad,{onReject:(r)=>rej.push(r.reason)}), calendar('year'), forecast({horizon:3, experts:['persistence'], season:'none'}), score()).subscribe({next:()=>n++, error:(e)=>console.log(name,cad,'ERR',String(e.stack).slice(0,300))})
  console.log(name,cad,n,rej.length, rej[0])
  } catch (e) { console.log(name,cad,'THROW',String((e as Error).stack).slice(0,300)) }
}
